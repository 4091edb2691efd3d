using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class OutboxOptionsValidator(PdcBusSection section) : IValidateOptions<OutboxOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboxOptions options)
    {
        if (options.SoftLimit is < 1 and var limit) return Fail(nameof(options.SoftLimit), limit);
        if (options.SoftLimitBytes is < 1 and var bytes) return Fail(nameof(options.SoftLimitBytes), bytes);
        return ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult Fail(string key, long? value) => ValidateOptionsResult.Fail(
        $"{section.NameOf($"Outbox:{key}")} is {value}: no request could ever be admitted. Set it to 1 or more.");
}
