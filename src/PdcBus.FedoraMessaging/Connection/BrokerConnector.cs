using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PdcBus;

/// <summary>Opens connections as the options say. Declares nothing and recovers nothing: the link opens another one.</summary>
internal sealed class BrokerConnector(FedoraMessagingOptions options)
{
    private const string Section = FedoraMessagingOptions.Section;

    /// <summary>What opening a connection may take: the client waits for ever for what some garbage promises.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly Uri _url = new(options.Url);
    private readonly TlsClient _tls = new(options.Tls, FedoraMessagingOptions.TlsSection);

    /// <summary>Where the broker is, for messages: without user and password.</summary>
    public string Address { get; } = new Uri(options.Url).GetComponents(
        UriComponents.Scheme | UriComponents.HostAndPort | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="MessengerException">It could not be opened; the error says why, and the cure.</exception>
    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        BrokerTrust? trust = null;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            var factory = CreateFactory();
            if (factory.Ssl.Enabled) trust = UseTls(factory);
            return await factory.CreateConnectionAsync("PdcBus", deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw Unreachable($"it did not answer within {ConnectTimeout.TotalSeconds:0} s. Check {Section}:Url.", e);
        }
        catch (Exception e) when (e is not MessengerException)
        {
            throw trust?.Flaw is { } flaw
                ? Unreachable(_tls.Explain(new AuthenticationException(flaw), _url.Host), e)
                : Unreachable(e);
        }
    }

    /// <summary>What a failure means that came before any message was written.</summary>
    public MessengerException Unreachable(Exception error) => Unreachable(ReasonOf(error), error);

    /// <summary>The client's settings, short of the files for TLS.</summary>
    internal ConnectionFactory CreateFactory() => new()
    {
        Uri = _url,
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = TimeSpan.FromSeconds(10),
        // A peer that is silent for three of these is gone; RabbitMQ advises against less than 5 s.
        RequestedHeartbeat = TimeSpan.FromSeconds(5),
        // An answer to opening or closing a channel that does not come holds up everything behind it.
        ContinuationTimeout = TimeSpan.FromSeconds(10),
        ClientProperties = new Dictionary<string, object?>
        {
            ["app"] = options.App,
            ["product"] = "PdcBus.FedoraMessaging",
            ["version"] = VersionOf(typeof(BrokerConnector).Assembly),
            ["platform"] = RuntimeInformation.FrameworkDescription,
        },
    };

    /// <summary>The files are read here, so that each connection has them as they are now.</summary>
    private BrokerTrust UseTls(ConnectionFactory factory)
    {
        var authentication = _tls.ForHost(_url.Host);
        var trust = new BrokerTrust(authentication.CertificateChainPolicy);
        factory.Ssl.ServerName = authentication.TargetHost!;
        factory.Ssl.Version = authentication.EnabledSslProtocols;
        factory.Ssl.CertificateValidationCallback = trust.Judge;
        if (authentication.ClientCertificateContext?.TargetCertificate is not { } certificate) return trust;

        factory.Ssl.Certs = [certificate];
        // The broker takes the user's name from the certificate. The first mechanism that both sides know is used, so
        // it must be the only one.
        factory.AuthMechanisms = [new ExternalMechanismFactory()];
        return trust;
    }

    private MessengerException Unreachable(string reason, Exception error) =>
        new(MessengerErrorKind.Unreachable, $"{Address} cannot be reached: {reason}", error);

    private string ReasonOf(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case AuthenticationFailureException or PossibleAuthenticationFailureException:
                    return options.Tls.CertFile is { Length: > 0 }
                        ? "the broker does not know the user of this certificate. Its user name is the common name of " +
                          $"{FedoraMessagingOptions.TlsSection}:CertFile; ask the broker's owners for it."
                        : $"the broker refused the login. Check user and password in {Section}:Url.";
                case OperationInterruptedException { ShutdownReason: { ReplyCode: > 0 } reason }:
                    return $"{reason.ReplyText}. Check the virtual host in {Section}:Url, and the user's permissions.";
                case SocketException:
                    return $"{e.Message}. Check {Section}:Url, and whether the broker runs.";
                case AuthenticationException:
                case IOException and not BrokerUnreachableException when _url.Scheme == "amqps":
                    return _tls.Explain(e, _url.Host);
            }
        }

        return $"{error.GetBaseException().Message} Check {Section}:Url.";
    }

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
