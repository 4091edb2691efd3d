namespace PdcBus.Conformance.Tests;

/// <summary>The recorded messages, and how those of the sample compare, as a table in Markdown.</summary>
internal static class RecordedTable
{
    public static string Text() => string.Concat(Recording.Instance.Requests
        .Select(Row)
        .Prepend("|---|---|---|")
        .Prepend("| request | messages of the original | messages of the sample |")
        .Select(row => $"{row}\n"));

    private static string Row(RecordedRequest request) =>
        $"| `{request.Method} {request.Path}`{(request.Note is null ? "" : $" {request.Note}")} " +
        $"| {Describe(request)} | {Compare(request)} |";

    private static string Describe(RecordedRequest request)
    {
        var topics = string.Join(", ", request.Messages.Select(
            message => message is null ? "one that was not recorded" : $"`{message.Topic}`"));
        return request.IsDropped ? $"none: {topics}, queued before the answer was {(int)request.Status}" : topics;
    }

    private static string Compare(RecordedRequest request)
    {
        var known = KnownDifferences.All.Where(known => known.Request == request.Name).ToList();
        return known is [] ? "equal" : string.Join(' ', known.Select(one =>
            $"`{one.Difference.Where}` is `{one.Difference.Here}`, not `{one.Difference.Recorded}`. {one.Why}"));
    }
}
