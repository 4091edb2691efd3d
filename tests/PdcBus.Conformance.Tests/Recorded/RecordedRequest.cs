using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// A request whose messages were recorded. The bodies of requests were not: they are made from what the messages say.
/// </summary>
internal sealed record RecordedRequest : GoldenRequest
{
    /// <summary>Tells requests to the same path apart.</summary>
    public string? Note { get; init; }

    /// <summary>What is there before.</summary>
    public string[] Given { get; init; } = [];

    public HttpStatusCode Status { get; init; }

    /// <summary>
    /// In their order; null for one that is known to have been there and no more. What an error dropped was queued.
    /// </summary>
    public required RecordedMessage?[] Messages { get; init; }

    public bool IsDropped => Status >= HttpStatusCode.BadRequest;

    public string Name => $"{Method} {Path}{(Note is null ? "" : $" {Note}")}";
}
