using System.Text.Json;

namespace PdcBus;

/// <summary>An outbox that keeps every batch, and fails if it is told to.</summary>
public sealed class RecordingOutbox(Journal journal) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<IReadOnlyList<PdcMessage>> _batches = [];

    public bool JoinsTransaction { get; set; }

    public Exception? Failure { get; set; }

    public IReadOnlyList<IReadOnlyList<PdcMessage>> Batches
    {
        get
        {
            lock (_gate) return [.. _batches];
        }
    }

    public IReadOnlyList<PdcMessage> Messages => [.. Batches.SelectMany(b => b)];

    /// <summary>What the events say that have arrived, in order.</summary>
    public IReadOnlyList<string> What => [.. Messages.Select(WhatOf)];

    public Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        if (Failure is not null) throw Failure;
        lock (_gate) _batches.Add([.. rows.Select(r => r.Message)]);
        journal.Add("append");
        return Task.CompletedTask;
    }

    public static string WhatOf(PdcMessage message)
    {
        using var body = JsonDocument.Parse(message.Body);
        return body.RootElement.GetProperty("what").GetString()!;
    }
}
