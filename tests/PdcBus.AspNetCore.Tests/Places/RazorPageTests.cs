using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class RazorPageTests
{
    [Theory]
    [InlineData("page", DiscardReason.None)]
    [InlineData("bad", DiscardReason.Status)]
    [InlineData("throw", DiscardReason.Exception)]
    public async Task PageModel_WithTheAttribute_IsJudgedLikeAnAction(string how, DiscardReason expected)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapRazorPages(),
            services => services.AddRazorPages(),
            options => options.Filters.Add(new HandlesExceptions()));

        using var response = await app.PostAsync($"/happening?how={how}");

        Assert.Equal(expected, Assert.Single(app.Decisions).Decision.Reason);
        string[] journal = expected == DiscardReason.None ? ["begin", "commit", "append"] : ["begin", "roll back"];
        Assert.Equal(journal, app.Journal.Lines);
    }

    [Fact]
    public async Task Pages_ByTheEndpointCall_AreRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            app => app.MapRazorPages().PublishPdcEvents(), services => services.AddRazorPages()));

    private sealed class HandlesExceptions : IExceptionFilter
    {
        public void OnException(ExceptionContext context) => context.Result = new OkObjectResult("all is well");
    }
}
