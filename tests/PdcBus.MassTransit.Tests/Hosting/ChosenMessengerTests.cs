using System.Net;
using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>What an application with our messengers has, and has not, in its container.</summary>
public sealed class ChosenMessengerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messengers_ThatAreNotChosen_AreNeitherMadeNorValidated()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var made = false;
        var builder = Builder(("PdcBus:Messenger", "none"), ("PdcBus:RabbitMq:Exchange:Name", "not valid"));
        builder.Services.AddPdcBus()
            .AddRabbitMqMessenger(o => o.Urls.Add($"amqp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"))
            .AddMassTransitMessenger("other", _ => made = true);

        using (var host = builder.Build())
        {
            await host.StartAsync(Token);
            await host.StopAsync(Token);
        }

        Assert.False(made);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task RabbitMqMessenger_ChosenWithoutAnAddress_StopsTheStart()
    {
        var builder = Builder(("PdcBus:Messenger", "rabbitmq"));
        builder.Services.AddPdcBus().AddRabbitMqMessenger();
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.StartsWith("PdcBus:RabbitMq:Urls is empty.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_WithAChosenMessenger_HasNothingOfMassTransit()
    {
        var builder = Builder(("PdcBus:Messenger", "rabbitmq"));
        builder.Services.AddPdcBus().AddRabbitMqMessenger(o => o.Urls.Add("amqp://localhost"));
        builder.Services.AddHealthChecks();
        using var host = builder.Build();

        await host.StartAsync(Token);

        Assert.Null(host.Services.GetService<IBus>());
        Assert.Null(host.Services.GetService<IPublishEndpoint>());
        Assert.DoesNotContain(
            host.Services.GetServices<IHostedService>(),
            s => s.GetType().Namespace!.StartsWith("MassTransit", StringComparison.Ordinal));
        Assert.Empty(host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);
        await host.StopAsync(Token);
    }

    [Fact]
    public void AddRabbitMqMessenger_Twice_IsRefused()
    {
        var bus = new ServiceCollection().AddPdcBus().AddRabbitMqMessenger();

        Assert.Throws<ArgumentException>(() => bus.AddRabbitMqMessenger());
    }

    private static HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var (key, value) in settings) builder.Configuration[key] = value;
        builder.Services.AddLogging();
        return builder;
    }
}
