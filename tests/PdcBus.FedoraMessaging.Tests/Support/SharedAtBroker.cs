namespace PdcBus.FedoraMessaging.Tests;

/// <summary>
/// What the tests of one class share at the broker, made when it is first asked for: each call of <c>rabbitmqctl</c>
/// takes seconds on a busy machine.
/// </summary>
public sealed class SharedAtBroker : IAsyncDisposable
{
    private LimitedUser? _user;
    private TlsListener? _listener;

    internal TestPki Pki { get; } = new();

    internal async Task<LimitedUser> UserAsync(RabbitMqServer server) => _user ??= await LimitedUser.CreateAsync(server);

    /// <summary>A listener for TLS on <c>localhost</c>, with a certificate of that name.</summary>
    internal async Task<TlsListener> ListenerAsync(RabbitMqServer server) =>
        _listener ??= await TlsListener.StartAsync(server, Pki, Pki.CertifyServer("localhost"));

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null) await _listener.DisposeAsync();
        if (_user is not null) await _user.DisposeAsync();
        Pki.Dispose();
    }
}
