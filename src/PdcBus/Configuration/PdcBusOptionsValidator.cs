using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class PdcBusOptionsValidator(PdcBusSection section) : IValidateOptions<PdcBusOptions>
{
    public ValidateOptionsResult Validate(string? name, PdcBusOptions options)
    {
        if (!Enum.IsDefined(options.WireProfile))
        {
            return ValidateOptionsResult.Fail(
                $"{section.NameOf(nameof(options.WireProfile))} is '{options.WireProfile}'. Set it to plain or original.");
        }

        if (options.TopicPrefix.Length == 0) return ValidateOptionsResult.Success;
        return PdcTopic.Flaw(options.TopicPrefix) is { } flaw
            ? ValidateOptionsResult.Fail(
                $"{section.NameOf(nameof(options.TopicPrefix))} is '{options.TopicPrefix}', which {flaw}. " +
                "Write words parted by dots, for example eng.pdc.")
            : ValidateOptionsResult.Success;
    }
}
