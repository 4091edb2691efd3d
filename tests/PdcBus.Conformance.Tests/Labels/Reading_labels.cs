using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Reading_labels : SampleTest
{
    [Fact]
    public async Task Announces_nothing_and_decides_nothing()
    {
        var url = await Pdc.AddLabelAsync("a");
        var decisions = Pdc.Ledger.Decisions.Count;

        await Pdc.GetAsync(Labels);
        await Pdc.GetAsync(url);

        Assert.Equal(decisions, Pdc.Ledger.Decisions.Count);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task Leads_through_pages()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Pdc.AddLabelAsync(name);

        var first = await Pdc.GetAsync($"{Labels}?page_size=2");
        var second = await Pdc.GetAsync(first.GetProperty("next").GetString()!);

        Assert.Equal(3, first.GetProperty("count").GetInt32());
        Assert.Equal(2, first.GetProperty("results").GetArrayLength());
        Assert.Null(first.GetProperty("previous").GetString());
        var last = Assert.Single(second.GetProperty("results").EnumerateArray());
        Assert.Equal("c", last.GetProperty("name").GetString());
        Assert.Null(second.GetProperty("next").GetString());
        var back = await Pdc.GetAsync(second.GetProperty("previous").GetString()!);
        Assert.Equal(first.GetProperty("results").GetRawText(), back.GetProperty("results").GetRawText());
    }

    [Theory]
    [InlineData("?page=0", HttpStatusCode.BadRequest, "page")]
    [InlineData("?page=x", HttpStatusCode.BadRequest, "page")]
    [InlineData("?page_size=1001", HttpStatusCode.BadRequest, "page_size")]
    [InlineData("?color=red", HttpStatusCode.BadRequest, "color")]
    [InlineData("?page=2", HttpStatusCode.NotFound, "page 2")]
    public async Task Refuses_what_it_does_not_know(string query, HttpStatusCode status, string complaint)
    {
        using var response = await Pdc.SendAsync(HttpMethod.Get, Labels + query);

        Assert.Contains(complaint, await response.ProblemAsync(status), StringComparison.Ordinal);
    }
}
