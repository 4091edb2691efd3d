using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace PdcBus;

/// <summary>
/// Each on one thread: the bare signature, which nothing can beat; the whole second frame made of a message; the same
/// work in Python, whose library signs with the same OpenSSL.
/// </summary>
internal sealed class FedmsgSigningBenchmark : IBenchmark
{
    private const int Messages = 2000;

    public string Name => "fedmsg";

    public string Question =>
        "how many fedmsg messages a second are written and signed on one core? (aim: 0.9 of the bare RSA-2048 signatures)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pdcbus-fedmsg-");
        try
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=pdc", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
            var (certificatePem, keyPem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
            var message = MessageOf(Answer.Event, now);
            using var signer = FedmsgSigner.Create(certificatePem, keyPem);
            using var python = StartPython(folder.FullName, certificatePem, keyPem, message);

            var rounds = new Rounds("messages/s", 7)
                .Add("bare RSA-2048 signature", _ => Task.FromResult(Bare(key, message, signer)))
                .Add("PdcBus: canonical JSON, envelope, signature, frame", _ => Task.FromResult(Whole(message, signer)));
            if (python is not null) rounds.Add("Python: the same with json and cryptography", _ => AskAsync(python));
            await rounds.RunAsync(output, cancellationToken);
            if (python is null) await output.WriteLineAsync("\nPython was left out: apt-get install python3-cryptography.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PdcMessage MessageOf(ComposeCreated created, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Topic = "compose",
        Body = JsonSerializer.SerializeToUtf8Bytes(created, PdcJsonContext.Default.ComposeCreated),
        Headers = new Dictionary<string, string>(),
        CreatedAt = now,
    };

    private static double Bare(RSA key, PdcMessage message, FedmsgSigner signer)
    {
        var text = EnvelopeOf(message).Seal(1, signer);
        return RateOf(_ =>
        {
#pragma warning disable CA5350 // What fedmsg prescribes.
            key.SignData(text, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5350
        });
    }

    private static double Whole(PdcMessage message, FedmsgSigner signer) =>
        RateOf(number => EnvelopeOf(message).Seal(number, signer));

    private static FedmsgEnvelope EnvelopeOf(PdcMessage message) => new(
        $"org.fedoraproject.dev.pdc.{message.Topic}",
        string.Create(CultureInfo.InvariantCulture, $"{message.CreatedAt.UtcDateTime.Year:D4}-{message.Id}"),
        message.CreatedAt.ToUnixTimeSeconds(),
        "pdc",
        CanonicalJson.OfObject(message.Body));

    private static double RateOf(Action<int> make)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 1; i <= Messages; i++) make(i);
        return Messages / watch.Elapsed.TotalSeconds;
    }

    private static Process? StartPython(string folder, string certificate, string key, PdcMessage message)
    {
        string[] files = [Path.Combine(folder, "pdc.crt"), Path.Combine(folder, "pdc.key"), Path.Combine(folder, "body")];
        File.WriteAllText(files[0], certificate);
        File.WriteAllText(files[1], key);
        File.WriteAllBytes(files[2], message.Body.ToArray());
        var interpreter = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        try
        {
            using var probe = Process.Start(
                new ProcessStartInfo(interpreter, ["-c", "import cryptography"]) { RedirectStandardError = true })!;
            probe.WaitForExit();
            if (probe.ExitCode != 0) return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Fedora", "fedmsg_signing.py");
        return Process.Start(new ProcessStartInfo(interpreter, [script, .. files])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        });
    }

    private static async Task<double> AskAsync(Process python)
    {
        await python.StandardInput.WriteLineAsync(Messages.ToString(CultureInfo.InvariantCulture));
        await python.StandardInput.FlushAsync();
        var rate = await python.StandardOutput.ReadLineAsync();
        return double.Parse(rate!, CultureInfo.InvariantCulture);
    }
}
