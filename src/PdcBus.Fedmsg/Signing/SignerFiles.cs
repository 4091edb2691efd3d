using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The two files that a signer is made of. They are checked at the start and looked at again while messages go out, so
/// that replacing them needs no restart. One caller at a time.
/// </summary>
internal sealed partial class SignerFiles : IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private FedmsgSigner _signer;
    private string _used;
    private long _lookedAt;
    private string? _trouble;
    private DateOnly _warned;

    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="PdcBusException">They cannot sign; the error names the setting, the file and the cure.</exception>
    public SignerFiles(string certificateFile, string keyFile, TimeProvider clock, ILogger logger)
    {
        _certificateFile = certificateFile;
        _keyFile = keyFile;
        _clock = clock;
        _logger = logger;
        _lookedAt = clock.GetTimestamp();
        var (certificate, key, digest) = Read();
        _used = digest;
        _signer = Make(certificate, key);
        WarnBeforeTheEnd();
    }

    /// <summary>The signer of the files as they are now; of the earlier ones while the new ones cannot sign.</summary>
    /// <exception cref="MessengerException">The certificate has expired and there is no new one.</exception>
    public FedmsgSigner Current()
    {
        if (_clock.GetElapsedTime(_lookedAt) >= LookInterval) Look();
        return _signer.NotAfter > _clock.GetUtcNow()
            ? _signer
            : throw new MessengerException(
                MessengerErrorKind.Unreachable,
                $"The certificate in '{_certificateFile}' has expired on {_signer.NotAfter:yyyy-MM-dd HH:mm}Z, and " +
                "consumers would reject every message. Put a new one and its key in place; no restart is needed.");
    }

    public void Dispose() => _signer.Dispose();

    /// <summary>
    /// By content, not by time stamp: files that are mounted through links change without a trace of it. A pair that
    /// is replaced one file after the other does not fit for a moment, and a certificate may lie ready before its time:
    /// what cannot be used is tried again, and spoken of once.
    /// </summary>
    private void Look()
    {
        _lookedAt = _clock.GetTimestamp();
        string? content = null;
        try
        {
            var (certificate, key, digest) = Read();
            content = digest;
            if (digest != _used) Replace(Make(certificate, key), digest);
            _trouble = null;
        }
        catch (PdcBusException e)
        {
            var trouble = content ?? e.Message;
            if (_trouble != trouble) Log.NotUsable(_logger, e.Message);
            _trouble = trouble;
        }

        WarnBeforeTheEnd();
    }

    private void Replace(FedmsgSigner signer, string digest)
    {
        _signer.Dispose();
        _signer = signer;
        _used = digest;
        Log.Replaced(_logger, signer.CommonName, signer.NotAfter);
    }

    private (string Certificate, string Key, string Digest) Read()
    {
        var certificate = ReadText(nameof(FedmsgOptions.CertFile), _certificateFile);
        var key = ReadText(nameof(FedmsgOptions.KeyFile), _keyFile);
        return (certificate, key, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}"))));
    }

    private static string ReadText(string setting, string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PdcBusException(
                $"PdcBus:Fedmsg:{setting} is '{file}', which cannot be read ({e.GetType().Name}). Name a file that is " +
                "there and that the application's user may read.",
                e);
        }
    }

    private FedmsgSigner Make(string certificate, string key)
    {
        FedmsgSigner signer;
        try
        {
            signer = FedmsgSigner.Create(certificate, key);
        }
        catch (CredentialsException e)
        {
            var file = e.Setting == nameof(FedmsgOptions.KeyFile) ? _keyFile : _certificateFile;
            throw new PdcBusException(
                e.Setting is null ? e.Message : $"PdcBus:Fedmsg:{e.Setting} is '{file}', which {e.Message}.", e);
        }

        var now = _clock.GetUtcNow();
        if (signer.NotBefore <= now && now < signer.NotAfter) return signer;
        signer.Dispose();
        throw new PdcBusException(
            $"PdcBus:Fedmsg:CertFile is '{_certificateFile}', whose certificate is valid from " +
            $"{signer.NotBefore:yyyy-MM-dd HH:mm}Z to {signer.NotAfter:yyyy-MM-dd HH:mm}Z, and now it is " +
            $"{now:yyyy-MM-dd HH:mm}Z: consumers would reject every message. Put a valid one in place.");
    }

    /// <summary>Once a day, from thirty days before.</summary>
    private void WarnBeforeTheEnd()
    {
        var now = _clock.GetUtcNow();
        var left = _signer.NotAfter - now.UtcDateTime;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (left > WarningTime || _warned == today) return;
        _warned = today;
        Log.ExpiresSoon(_logger, _certificateFile, _signer.NotAfter, Math.Max(0, (int)left.TotalDays));
    }

    private static partial class Log
    {
        [LoggerMessage(6000, LogLevel.Warning,
            "The certificate in {File} expires on {End:yyyy-MM-dd}, in {Days} days. Put a new one and its key in " +
            "place; no restart is needed.")]
        public static partial void ExpiresSoon(ILogger logger, string file, DateTime end, int days);

        [LoggerMessage(6001, LogLevel.Information,
            "fedmsg messages are signed with a new certificate from now on: {CommonName}, valid until {End:yyyy-MM-dd}.")]
        public static partial void Replaced(ILogger logger, string commonName, DateTime end);

        [LoggerMessage(6002, LogLevel.Warning,
            "The files that sign fedmsg messages have changed and cannot be used; the earlier ones go on. {Reason}")]
        public static partial void NotUsable(ILogger logger, string reason);
    }
}
