using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class FailoverOptionsValidator(PdcBusSection section) : IValidateOptions<FailoverOptions>
{
    public ValidateOptionsResult Validate(string? name, FailoverOptions options)
    {
        var flaws = new List<string>();
        Check(nameof(options.TakeOverAfter), options.TakeOverAfter, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(nameof(options.HandBackAfter), options.HandBackAfter, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return flaws.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(flaws);

        void Check(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value >= least && value <= most) return;
            flaws.Add($"{section.NameOf($"Failover:{key}")} is {value}. Set it to a value from {least} to {most}.");
        }
    }
}
