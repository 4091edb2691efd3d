namespace PdcBus;

public sealed class SendWindowTests
{
    [Fact]
    public void Confirmed_DoublesUpToTheLimit()
    {
        var window = new SendWindow(10);
        var sizes = new List<int> { window.Size };
        for (var i = 0; i < 5; i++)
        {
            window.Confirmed();
            sizes.Add(window.Size);
        }

        Assert.Equal([1, 2, 4, 8, 10, 10], sizes);
        window.Reset();
        Assert.Equal(1, window.Size);
    }
}
