namespace PdcBus;

/// <summary>What the writer's thread has to do next.</summary>
/// <param name="Group">What is to be written, in one commit.</param>
/// <param name="IsTickDue">Whether to look after the file.</param>
/// <param name="Close">Whom to tell when the file is closed; null: it stays open.</param>
internal sealed record WriterTurn(List<PendingWrite> Group, bool IsTickDue, TaskCompletionSource? Close);
