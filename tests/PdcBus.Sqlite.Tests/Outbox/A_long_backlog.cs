namespace PdcBus;

public sealed class A_long_backlog : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Waits_and_is_sent_from_bounded_memory()
    {
        // The messages alone come to 48 MB.
        const long bound = 24 * 1024 * 1024;
        using var child = new Child(_folder.Path, "backlog", "60000");
        await child.HasEndedAsync();

        Assert.InRange(child.Figure("heap"), 1, bound);
        Assert.InRange(child.Figure("drained"), 1, bound);
    }
}
