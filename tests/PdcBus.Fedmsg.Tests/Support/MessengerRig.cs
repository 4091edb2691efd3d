using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace PdcBus.Fedmsg.Tests;

/// <summary>A messenger with the golden pair, on loopback.</summary>
internal sealed class MessengerRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MessengerRig(FedmsgMode mode, params string[] endpoints)
        : this(options =>
        {
            options.Mode = mode;
            foreach (var endpoint in endpoints) options.Endpoints.Add(endpoint);
        })
    {
    }

    public MessengerRig(Action<FedmsgOptions> configure, TimeProvider? clock = null)
    {
        var options = new FedmsgOptions
        {
            CertFile = _folder.Write("pdc.crt", TestKey.CertificatePem),
            KeyFile = _folder.Write("pdc.key", TestKey.KeyPem),
        };
        configure(options);
        Messenger = new FedmsgMessenger(Options.Create(options), clock ?? TimeProvider.System, Logs);
    }

    public CollectedLogs Logs { get; } = new();

    public FedmsgMessenger Messenger { get; }

    public static PdcMessage Message(string body = "{}", string topic = "compose", DateTimeOffset? at = null)
    {
        var created = at ?? TestAuthority.Now;
        return new PdcMessage
        {
            Id = Guid.CreateVersion7(created),
            Topic = topic,
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string>(),
            CreatedAt = created,
        };
    }

    /// <summary>
    /// An address on loopback that is free now, and of those that the system gives to nobody by itself: it stays free
    /// until the test binds it.
    /// </summary>
    public static string FreeAddress()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return $"tcp://127.0.0.1:{port}";
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    /// <summary>Sends until somebody is there to take it, as the relay of the core does.</summary>
    public async Task SendAsync(PdcMessage? message = null)
    {
        message ??= Message();
        await Eventually.IsTrueAsync(
            async () => await TrySendAsync(message) is null, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>Sends once. Returns how it failed for want of somebody who listens; null: it was taken.</summary>
    public async Task<MessengerErrorKind?> TrySendAsync(PdcMessage? message = null)
    {
        try
        {
            await SendOnceAsync(message);
            return null;
        }
        catch (MessengerException e) when (e.Kind is MessengerErrorKind.Unreachable or MessengerErrorKind.Unroutable)
        {
            return e.Kind;
        }
    }

    public async Task<MessengerException> FailAsync(PdcMessage? message = null) =>
        await Assert.ThrowsAsync<MessengerException>(() => SendOnceAsync(message));

    public Task SendOnceAsync(PdcMessage? message = null) =>
        Messenger.SendAsync(message ?? Message(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Messenger.DisposeAsync();
        _folder.Dispose();
    }
}
