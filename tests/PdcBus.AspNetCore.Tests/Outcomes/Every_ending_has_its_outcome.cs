using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PdcBus;

public sealed class Every_ending_has_its_outcome
{
    public static TheoryData<string, string> Table()
    {
        var table = new TheoryData<string, string>();
        foreach (var ending in Endings.All)
        {
            table.Add("mvc", ending.Name);
            table.Add("minimal", ending.Name);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task In_both_styles(string style, string name)
    {
        var ending = Endings.Named(name);
        await using var app = await TestApp.StartAsync(Map);

        using var response = await app.PostAsync($"/{style}/endings/{Uri.EscapeDataString(name)}");
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)ending.Status, response.StatusCode);
        var published = ending.Expected == DiscardReason.None;
        Assert.Equal(published ? [name] : [], app.Outbox.What);
        Assert.Equal(published ? ["begin", "commit", "append"] : ["begin", "roll back"], app.Journal.Lines);
        var decision = Assert.Single(app.Decisions);
        Assert.Equal(ending.Expected, decision.Decision.Reason);
        Assert.Equal("happened", Assert.Single(decision.Events).Topic);
    }

    private static void Map(WebApplication app)
    {
        app.MapControllers();
        app.MapPost("/minimal/endings/{name}", (string name, IPdcEventBuffer events, HttpContext http) =>
        {
            events.Add(new Happened(name));
            return Endings.Named(name).Minimal(http);
        }).PublishPdcEvents();
    }
}
