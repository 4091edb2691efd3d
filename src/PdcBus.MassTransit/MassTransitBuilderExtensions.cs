using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds messengers that send through any transport of MassTransit.</summary>
public static class MassTransitBuilderExtensions
{
    /// <summary>
    /// Adds a messenger that sends through a MassTransit bus of its own, on the transport of your choice:
    /// <c>AddMassTransitMessenger("masstransit", x => x.UsingInMemory())</c>. The bus is made when the messenger is
    /// chosen, apart from the application's own <c>AddMassTransit</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What <c>PdcBus:Messenger</c> calls it.</param>
    /// <param name="configure">
    /// Chooses the transport with one of MassTransit's <c>Using…</c> methods. The context that they pass knows the
    /// application's configuration and loggers; the other overload knows all its services.
    /// </param>
    /// <param name="destination">
    /// Where a message goes, as an address of MassTransit. The default depends on the transport: on RabbitMQ and in
    /// memory the topic exchange <c>pdc</c> with the topic as routing key; else a topic of the message's topic, with a
    /// dot for each slash and <c>_</c> for what MassTransit does not take in names.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public static IPdcBusBuilder AddMassTransitMessenger(
        this IPdcBusBuilder builder, string name, Action<IBusRegistrationConfigurator> configure,
        Func<PdcMessage, Uri>? destination = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddMassTransitMessenger(name, (bus, _) => configure(bus), destination);
    }

    /// <summary>The same, for a transport that is set up with services of the application.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">What <c>PdcBus:Messenger</c> calls it.</param>
    /// <param name="configure">Chooses the transport; its second argument is the application's services.</param>
    /// <param name="destination">Where a message goes, as an address of MassTransit.</param>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public static IPdcBusBuilder AddMassTransitMessenger(
        this IPdcBusBuilder builder, string name, Action<IBusRegistrationConfigurator, IServiceProvider> configure,
        Func<PdcMessage, Uri>? destination = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddMessenger(name, services => Create(services, configure, destination));
    }

    internal static MassTransitMessenger Create(
        IServiceProvider services, Action<IBusRegistrationConfigurator, IServiceProvider> configure,
        Func<PdcMessage, Uri>? destination)
    {
        var clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var bus = PrivateBus.Create(x => configure(x, services), services);
        var endpoints = new Endpoints(
            bus.Control, destination ?? MassTransitDestinations.On(bus.Control.Address.Scheme));
        ITransport transport = bus.Host is IRabbitMqHostConfiguration host
            ? new RabbitMqTransport(host, endpoints, ErrorsOf(host), nodes: 1, new RabbitMqSockets(), clock)
            : new AnyTransport(bus, endpoints, clock);
        var pipe = SendAttemptPipe.For(services.GetRequiredService<IOptions<PdcBusOptions>>().Value);
        return new MassTransitMessenger(bus, transport, pipe, clock, MassTransitMessenger.ConfirmTimeout);
    }

    private static RabbitMqErrors ErrorsOf(IRabbitMqHostConfiguration host) => new(
        $"{host.Settings.Host}:{host.Settings.Port}",
        "Check the host, user and password of the bus in AddMassTransitMessenger.",
        "Give AddMassTransitMessenger the destination that the exchange is.",
        ParkUnroutable: false);
}
