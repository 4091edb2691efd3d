using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class RelayOptionsValidator(PdcBusSection section) : IValidateOptions<RelayOptions>
{
    private const int MaxWindow = 10_000;

    public ValidateOptionsResult Validate(string? name, RelayOptions options)
    {
        if (options.Window is < 1 or > MaxWindow) return Fail(nameof(options.Window), options.Window, $"1 to {MaxWindow}");
        if (options.SendTimeout <= TimeSpan.Zero || options.SendTimeout > TimeSpan.FromHours(1))
        {
            return Fail(nameof(options.SendTimeout), options.SendTimeout, "00:00:00.001 to 01:00:00");
        }

        if (options.MaxAttempts is < 1 or > 1000) return Fail(nameof(options.MaxAttempts), options.MaxAttempts, "1 to 1000");
        if (options.Shards is < 1 or > 256) return Fail(nameof(options.Shards), options.Shards, "1 to 256");
        if (options.DrainTimeout < TimeSpan.Zero || options.DrainTimeout > TimeSpan.FromHours(1))
        {
            return Fail(nameof(options.DrainTimeout), options.DrainTimeout, "00:00:00 to 01:00:00");
        }

        return ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult Fail(string key, object value, string range) => ValidateOptionsResult.Fail(
        $"{section.NameOf($"Relay:{key}")} is {value}. Set it to a value from {range}.");
}
