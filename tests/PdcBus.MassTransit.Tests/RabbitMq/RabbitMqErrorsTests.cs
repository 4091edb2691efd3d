using System.Net.Sockets;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace PdcBus;

/// <summary>What an error means, without a server.</summary>
public sealed class RabbitMqErrorsTests
{
    private static readonly RabbitMqErrors Errors = new("h:5672", "Check the address.", "Check the exchange.", false);

    [Theory]
    [InlineData(ShutdownInitiator.Peer, 403, "ACCESS_REFUSED - access to exchange 'pdc' in vhost '/' refused for user 'u'",
        MessengerErrorKind.NotPermitted)]
    [InlineData(ShutdownInitiator.Peer, 403,
        "ACCESS_REFUSED - access to topic 'compose' in exchange 'pdc' in vhost '/' refused for user 'u'",
        MessengerErrorKind.NotPermitted)]
    [InlineData(ShutdownInitiator.Peer, 403,
        "ACCESS_REFUSED - access to topic 'rpms' in exchange 'pdc' in vhost '/' refused for user 'u'",
        MessengerErrorKind.InDoubt)]
    [InlineData(ShutdownInitiator.Peer, 404, "NOT_FOUND - no exchange 'pdc' in vhost '/'", MessengerErrorKind.Unreachable)]
    [InlineData(ShutdownInitiator.Peer, 406, "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'pdc'",
        MessengerErrorKind.Unreachable)]
    [InlineData(ShutdownInitiator.Peer, 406,
        "PRECONDITION_FAILED - message size 4 is larger than configured max size 3", MessengerErrorKind.TooLarge)]
    [InlineData(ShutdownInitiator.Peer, 406,
        "PRECONDITION_FAILED - message size 5 is larger than configured max size 3", MessengerErrorKind.InDoubt)]
    [InlineData(ShutdownInitiator.Peer, 320, "CONNECTION_FORCED - broker forced connection closure",
        MessengerErrorKind.InDoubt)]
    [InlineData(ShutdownInitiator.Peer, 491, "Channel is already closed", MessengerErrorKind.Unreachable)]
    [InlineData(ShutdownInitiator.Library, 541, "Unexpected Exception", MessengerErrorKind.InDoubt)]
    public void OfSending_AfterAShutdown_DependsOnItsReason(
        ShutdownInitiator initiator, int code, string text, MessengerErrorKind expected)
    {
        var reason = new ShutdownEventArgs(initiator, (ushort)code, text);

        var error = Errors.OfSending(new OperationInterruptedException(reason), Messages.Make("compose", "1234"));
        var wrapped = Errors.OfSending(
            new RabbitMqConnectionException("x", new AlreadyClosedException(reason)), Messages.Make("compose", "1234"));

        Assert.Equal(expected, error.Kind);
        Assert.Equal(expected, wrapped.Kind);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void OfSending_AnUnknownError_IsInDoubt()
    {
        var error = Errors.OfSending(new IOException("broken pipe"), Messages.Make());

        Assert.Equal(MessengerErrorKind.InDoubt, error.Kind);
        Assert.Contains("broken pipe", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, string> ConnectErrors => new()
    {
        {
            Wrapped(new SocketException((int)SocketError.ConnectionRefused)),
            "RabbitMQ at h:5672 cannot be reached: Connection refused."
        },
        {
            Wrapped(new AuthenticationFailureException("ACCESS_REFUSED.")),
            "RabbitMQ at h:5672 refuses the login: ACCESS_REFUSED. Check the address."
        },
        {
            Wrapped(new OperationInterruptedException(
                new ShutdownEventArgs(ShutdownInitiator.Peer, 530, "NOT_ALLOWED - vhost v not found"))),
            "RabbitMQ at h:5672 refuses the connection: NOT_ALLOWED - vhost v not found. Check the address."
        },
        { Wrapped(new IOException("End of stream")), "RabbitMQ at h:5672 cannot be reached: End of stream" },
    };

    [Theory]
    [MemberData(nameof(ConnectErrors))]
    public void OfConnecting_Anything_IsUnreachableWithItsReason(Exception exception, string expected)
    {
        var error = Errors.OfConnecting(exception);

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Equal(expected, error.Message);
    }

    private static RabbitMqConnectionException Wrapped(Exception exception) =>
        new("Broker unreachable", new BrokerUnreachableException(new AggregateException(exception)));
}
