using System.Text;

namespace PdcBus;

public sealed class PdcOriginalHeadersTests
{
    [Fact]
    public void Of_RootAndNewValue_TakesBothByTheirNames() => Assert.Equal(
        [new("a", "b"), new("DATA:c", "d")],
        Of("""{"a":"b","new_value":{"c":"d"}}"""));

    [Fact]
    public void Of_ValuesOfEveryKind_TakesTextsWholeNumbersTruthAndNull() => Assert.Equal(
        [
            new("url", "u"),
            new("author", "a"),
            new("DATA:id", 1L),
            new("DATA:active", true),
            new("DATA:n", null),
        ],
        Of("""
            {"url":"u","author":"a","f":1.0,"e":1e2,"list":["x"],
            "new_value":{"id":1,"active":true,"x":1.5,"l":[1],"d":{},"n":null},"old_value":{"id":2},"from":{"id":3}}
            """));

    [Fact]
    public void Of_NullWhereTheUrlWas_IsAHeaderToo() =>
        Assert.Equal([new("url", null)], Of("""{"url":null,"old_value":{"id":1}}"""));

    [Fact]
    public void Of_Numbers_AreTakenUpTo64Bits() => Assert.Equal(
        [new("a", long.MaxValue), new("b", long.MinValue)],
        Of("""{"a":9223372036854775807,"b":-9223372036854775808,"c":9223372036854775808}"""));

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public void Of_NothingToTake_IsEmpty(string body) => Assert.Empty(Of(body));

    [Fact]
    public void Of_NewValueThatIsNoObject_IsTakenLikeAnyOther() =>
        Assert.Equal([new("new_value", 1L)], Of("""{"new_value":1}"""));

    private static IReadOnlyList<KeyValuePair<string, object?>> Of(string body) =>
        PdcOriginalHeaders.Of(Encoding.UTF8.GetBytes(body));
}
