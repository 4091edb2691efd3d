namespace PdcBus;

public sealed class JsonComparerTests
{
    private readonly JsonComparer _comparer = new(new EventJson([]));

    [Fact]
    public void AreEqual_SameFieldsAndLists_IsTrueThoughRecordsDiffer()
    {
        var (one, other) = (new Basket("a", ["x", "y"], 1.0m), new Basket("a", ["x", "y"], 1.00m));

        Assert.NotEqual(one, other);
        Assert.True(_comparer.AreEqual(one, other));
    }

    [Fact]
    public void AreEqual_KeysInAnotherOrder_IsTrue() => Assert.True(_comparer.AreEqual(
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 }));

    [Theory]
    [InlineData("b", "x", "y")]
    [InlineData("a", "y", "x")]
    [InlineData("a", "x")]
    public void AreEqual_AnotherNameOrList_IsFalse(string name, params string[] fruits) =>
        Assert.False(_comparer.AreEqual(new Basket("a", ["x", "y"], 1), new Basket(name, fruits, 1)));

    [Fact]
    public void AreEqual_ValueThatCannotBeWritten_NamesTheTypeAndTheCure()
    {
        var error = Assert.Throws<PdcBusException>(() => _comparer.AreEqual(new Broken(), new Broken()));

        Assert.Equal(
            "Broken cannot be written as JSON (IOException). Check its properties; add its JsonSerializerContext with " +
            "AddEventJson(…).",
            error.Message);
    }

    private sealed record Basket(string Name, IReadOnlyList<string> Fruits, decimal Weight);

    private sealed class Broken(string? name = null)
    {
        public string Name => name ?? throw new IOException();
    }
}
