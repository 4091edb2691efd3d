using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class PublishPdcEventsAttributeTests
{
    private static readonly string[] InTransaction = ["begin", "commit", "append"];
    private static readonly string[] WithoutTransaction = ["append"];

    [Theory]
    [InlineData("/plain/action", true)]
    [InlineData("/plain/none", false)]
    [InlineData("/plain/void", true)]
    [InlineData("/inheriting/base", true)]
    [InlineData("/inheriting/action", false)]
    [InlineData("/class/class", false)]
    [InlineData("/class/action", true)]
    public async Task Attribute_OnActionClassOrBase_MostSpecificActsOnce(string path, bool transaction) =>
        await AssertAsync(path, transaction, mvc: null);

    [Theory]
    [InlineData("/plain/nowhere", false)]
    [InlineData("/plain/action", true)]
    [InlineData("/inheriting/base", true)]
    public async Task Attribute_Global_ActsWhereNothingMoreSpecificStands(string path, bool transaction) =>
        await AssertAsync(path, transaction, options =>
            options.Filters.Add(new PublishPdcEventsAttribute { Transaction = PdcTransaction.None }));

    [Theory]
    [InlineData("/plain/nowhere", true)]
    [InlineData("/plain/none", false)]
    public async Task Attribute_GlobalByType_ActsWhereNothingMoreSpecificStands(string path, bool transaction) =>
        await AssertAsync(path, transaction, options => options.Filters.Add<PublishPdcEventsAttribute>());

    [Fact]
    public async Task Attribute_Nowhere_DiscardsAndSaysSo()
    {
        await using var app = await TestApp.StartAsync(app => app.MapControllers());

        using var response = await app.PostAsync("/plain/nowhere");

        await Eventually.TrueAsync(() => app.Decisions.Count == 1);
        Assert.Equal(DiscardReason.Undecided, app.Decisions[0].Decision.Reason);
        Assert.Empty(app.Journal.Lines);
    }

    [Fact]
    public async Task ControllerThatIsAFilter_AddsEventsAfterTheAction_TheyBelongToIt()
    {
        await using var app = await TestApp.StartAsync(app => app.MapControllers());

        using var response = await app.PostAsync("/self");

        Assert.Single(app.Outbox.Batches);
        Assert.Equal(["in the action", "after the action"], app.Outbox.What);
        Assert.Equal(["executing", "begin", "executed", "commit", "append"], app.Journal.Lines);
    }

    [Fact]
    public async Task ControllerThatIsAFilter_ReplacesTheResult_ThatIsWhatCounts()
    {
        await using var app = await TestApp.StartAsync(app => app.MapControllers());

        using var response = await app.PostAsync("/self?refuse=true");

        Assert.Equal(DiscardReason.Status, Assert.Single(app.Decisions).Decision.Reason);
        Assert.Equal(["executing", "begin", "executed", "roll back"], app.Journal.Lines);
    }

    [Theory]
    [InlineData("/plain/action")]
    [InlineData("/minimal")]
    public async Task Attribute_WithoutAddPdcBus_NamesTheMissingLine(string path)
    {
        Exception? error = null;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddControllers();
        builder.Services.AddScoped<IPdcEventBuffer>(_ => null!);
        await using var app = builder.Build();
        app.Use(async (http, next) => error = await Record.ExceptionAsync(() => next(http)));
        app.MapControllers();
        app.MapPost("/minimal", () => "done").PublishPdcEvents();
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var client = app.GetTestClient();
        using var response = await client.PostAsync(
            new Uri(path, UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(
            "PdcBus is not registered. Add it in Program.cs: builder.Services.AddPdcBus().",
            Assert.IsType<InvalidOperationException>(error).Message);
    }

    private static async Task AssertAsync(string path, bool transaction, Action<MvcOptions>? mvc)
    {
        await using var app = await TestApp.StartAsync(app => app.MapControllers(), mvc: mvc);

        using var response = await app.PostAsync(path);

        response.EnsureSuccessStatusCode();
        Assert.Equal(["it"], app.Outbox.What);
        Assert.Equal(transaction ? InTransaction : WithoutTransaction, app.Journal.Lines);
        Assert.Single(app.Decisions);
    }
}
