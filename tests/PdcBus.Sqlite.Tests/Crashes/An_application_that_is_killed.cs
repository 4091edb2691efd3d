namespace PdcBus;

/// <summary>An application kills itself at a named moment; the next one finishes what it began.</summary>
public sealed class An_application_that_is_killed : IDisposable
{
    private const int Count = 300;

    /// <summary>What a lane has in flight at the most, settled or not (PdcBus:Relay:Window).</summary>
    private const int Window = 256;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DeathMoment.AfterAppend, 0, 0)]
    [InlineData(DeathMoment.AfterRead, 0, 0)]
    [InlineData(DeathMoment.AfterPublish, 1, Window)]
    [InlineData(DeathMoment.AfterConfirm, 1, Window)]
    [InlineData(DeathMoment.AfterSettle, 0, Window)]
    public async Task Loses_nothing_and_repeats_only_what_was_not_settled(
        DeathMoment moment, int fewestRepeats, int mostRepeats)
    {
        using var killed = new Child(_folder.Path, "relay", $"{moment}", $"{Count}");
        await killed.HasDiedAsync();
        var before = Sent();
        using var heir = new Child(_folder.Path, "relay", $"{DeathMoment.Never}", "0");
        await heir.HasEndedAsync();

        var after = Sent().Skip(before.Count).ToList();
        var appended = killed.Ids("appended");
        Assert.Equal(Count, appended.Count);
        Assert.Equal(appended, before.Concat(after).Select(s => s.Id).ToHashSet());
        Assert.Equal(moment >= DeathMoment.AfterPublish, before.Count > 0);

        var repeats = before.Select(s => s.Id).Intersect(after.Select(s => s.Id)).ToList();
        Assert.InRange(repeats.Count, fewestRepeats, mostRepeats);
        Assert.Equal(Count + repeats.Count, before.Count + after.Count);
        Assert.Empty(killed.Ids("settled").Intersect(after.Select(s => s.Id)));
        Assert.All(new[] { before, after }.SelectMany(sent => sent.GroupBy(s => s.Key)), ofOneKey => Assert.Equal(
            ofOneKey.Select(s => s.Number).Order(), ofOneKey.Select(s => s.Number)));
    }

    private List<(Guid Id, string Key, int Number)> Sent()
    {
        var file = Path.Combine(_folder.Path, "bus.txt");
        if (!File.Exists(file)) return [];
        return [.. File.ReadLines(file).Select(line => line.Split(' ')).Select(part => (
            Guid.Parse(part[0]), part[1], int.Parse(part[2], System.Globalization.CultureInfo.InvariantCulture)))];
    }
}
