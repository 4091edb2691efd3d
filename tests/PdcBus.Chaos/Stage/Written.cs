namespace PdcBus;

/// <summary>Something that was written: what must be told.</summary>
internal sealed record Written(string Key, long Number, Guid Id);
