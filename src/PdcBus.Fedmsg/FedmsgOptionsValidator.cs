using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class FedmsgOptionsValidator : IValidateOptions<FedmsgOptions>
{
    private const string Section = "PdcBus:Fedmsg";

    public ValidateOptionsResult Validate(string? name, FedmsgOptions options)
    {
        var flaws = new List<string>();
        if (!Enum.IsDefined(options.Mode)) flaws.Add($"{Section}:Mode is {options.Mode}. Set it to connect or bind.");
        CheckEndpoints(options, flaws);
        CheckPart(nameof(options.TopicPrefix), options.TopicPrefix, flaws);
        CheckPart(nameof(options.Environment), options.Environment, flaws);
        CheckPart(nameof(options.ModName), options.ModName, flaws);
        CheckFile(nameof(options.CertFile), options.CertFile, "the certificate", flaws);
        CheckFile(nameof(options.KeyFile), options.KeyFile, "the certificate's key", flaws);
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);
    }

    private static void CheckEndpoints(FedmsgOptions options, List<string> flaws)
    {
        var example = options.Mode == FedmsgMode.Bind ? "tcp://*:3000" : "tcp://127.0.0.1:2003";
        if (options.Endpoints.Count == 0)
        {
            flaws.Add($"{Section}:Endpoints names no address. Set {Section}:Endpoints:0, for example to {example}.");
        }

        foreach (var text in options.Endpoints)
        {
            var fits = FedmsgEndpoint.TryParse(text, out var endpoint) &&
                !(options.Mode == FedmsgMode.Connect && endpoint.IsEveryInterface);
            if (!fits) flaws.Add($"{Section}:Endpoints holds '{text}'. Write host and port, for example {example}.");
        }
    }

    private static void CheckPart(string key, string value, List<string> flaws)
    {
        if (value.Length == 0) return;
        var isFit = value[0] != '.' && value[^1] != '.' && !value.Contains("..", StringComparison.Ordinal) &&
            !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
        if (!isFit)
        {
            flaws.Add(
                $"{Section}:{key} is '{value}'. Write words parted by single dots, without a dot at either end; empty " +
                "leaves it out.");
        }
    }

    private static void CheckFile(string key, string file, string what, List<string> flaws)
    {
        if (string.IsNullOrWhiteSpace(file)) flaws.Add($"{Section}:{key} is empty. Set it to the file with {what} (PEM).");
    }
}
