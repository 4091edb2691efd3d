using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class A_request_without_events_touches_no_outbox
{
    [Theory]
    [InlineData("mvc", "GET")]
    [InlineData("mvc", "POST")]
    [InlineData("minimal", "GET")]
    [InlineData("minimal", "POST")]
    public async Task Whatever_its_method(string style, string method)
    {
        await using var app = await TestApp.RunAsync(
            _ => Task.FromResult<object?>("done"),
            services => services.AddScoped<IOutbox>(_ => throw new InvalidOperationException("Nobody needs one.")));

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/{style}/run");
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        Assert.All(app.Decisions, d => Assert.Empty(d.Events));
    }

    [Theory]
    [MemberData(nameof(Styles.Both), MemberType = typeof(Styles))]
    public async Task And_makes_up_no_user(string style)
    {
        var made = true;
        await using var app = await TestApp.RunAsync(http =>
        {
            http.Response.OnCompleted(() =>
            {
                made = http.Features.Get<IHttpAuthenticationFeature>()?.User is not null;
                return Task.CompletedTask;
            });
            return Task.FromResult<object?>("done");
        });

        using var response = await app.PostAsync($"/{style}/run");

        await Eventually.TrueAsync(() => !made);
    }
}
