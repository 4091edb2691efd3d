using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class ParkedOptionsValidator(PdcBusSection section) : IValidateOptions<ParkedOptions>
{
    public ValidateOptionsResult Validate(string? name, ParkedOptions options)
    {
        if (options.MaxAge <= TimeSpan.Zero) return Fail(nameof(options.MaxAge), options.MaxAge, "a time above zero");
        if (options.MaxCount < 1) return Fail(nameof(options.MaxCount), options.MaxCount, "1 or more");
        return ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult Fail(string key, object value, string range) => ValidateOptionsResult.Fail(
        $"{section.NameOf($"Parked:{key}")} is {value}: nothing parked would be kept. Set it to {range}.");
}
