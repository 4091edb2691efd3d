using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>What is wrong, where, and the cure.</summary>
public sealed class Mistakes_stop_the_start
{
    private static readonly Func<IServiceProvider, System.Linq.Expressions.Expression<Func<ArticleRow, PdcRepresentation<Shelf>>>> Some =
        _ => row => new PdcRepresentation<Shelf>(row.Name, new Shelf(row.Name));

    public static TheoryData<string, string> Mistakes => new()
    {
        { "foreign", "Shelf, to be announced as Shelf, is not an entity of ShopContext. Add it to the model of that context." },
        { "owned", "BoxRow, to be announced as Shelf, is owned by another entity. Register that one: what it owns counts as part of it." },
        { "no navigation", "ArticleRow, to be announced as Shelf, has the part row => row.Name, which is no navigation of it. Name one, for example row => row.Items." },
        { "far navigation", "has the part row => row.Box.Seal, which is no navigation of it." },
        { "principal", "has the part row => row.Vendor, and refers to that row, which may so belong to many. Take the part out: when Vendor refers to another row, the entity itself changes." },
        { "twice", "ArticleRow, to be announced as Shelf, is registered twice. Take one of the two calls out: each would announce all." },
        { "keyless", "CountRow, to be announced as Shelf, has no key, so no row can be found again. Give it one in the model." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task With_their_cure(string mistake, string message)
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => StartAsync(resources => _ = mistake switch
        {
            "foreign" => resources.Add<Shelf, Shelf>(_ => row => new PdcRepresentation<Shelf>("", row)),
            "owned" => resources.Add<BoxRow, Shelf>(_ => row => new PdcRepresentation<Shelf>("", new Shelf(""))),
            "no navigation" => resources.Add(Some, row => row.Name),
            "far navigation" => resources.Add(Some, row => row.Box!.Seal),
            "principal" => resources.Add(Some, row => row.Vendor),
            "twice" => resources.Add(Some).Add(Some),
            _ => resources.Add<CountRow, Shelf>(_ => row => new PdcRepresentation<Shelf>("", new Shelf(""))),
        }));

        Assert.StartsWith("AddResourceEvents<ShopContext>: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task And_a_context_that_is_not_there()
    {
        var error = await Assert.ThrowsAsync<PdcBusException>(() => ShopApp.StartAsync(
            DatabaseKind.Sqlite, services: s => s.AddPdcBus().AddResourceEvents<OtherContext>(_ => { })));

        Assert.Contains("OtherContext is not registered.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task But_a_projection_that_is_null_is_met_when_it_is_asked_for()
    {
        await using var app = await StartAsync(resources => resources.Add<ArticleRow, Shelf>(_ => null!));

        var error = await Assert.ThrowsAsync<PdcBusException>(() => app.RunAsync(PdcTransaction.Required, job =>
        {
            job.Db.Add(new ArticleRow { Name = "a" });
            return job.SaveAsync();
        }));

        Assert.Equal(
            "AddResourceEvents: the projection of ArticleRow to Shelf is null. Return an expression from it: " +
            "row => new PdcRepresentation<Shelf>(url, value).",
            error.Message);
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddPdcBus()
            .AddResourceEvents<ShopContext>(resources => resources.Add<ArticleRow, Shelf>(null!)));
    }

    private static Task<ShopApp> StartAsync(Action<PdcResourceEventsBuilder> register) => ShopApp.StartAsync(
        DatabaseKind.Sqlite, services: s => s.AddPdcBus().AddResourceEvents<ShopContext>(register));

    private sealed class OtherContext(DbContextOptions<OtherContext> options) : DbContext(options);
}
