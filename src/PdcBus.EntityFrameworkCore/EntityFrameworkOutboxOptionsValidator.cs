using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class EntityFrameworkOutboxOptionsValidator : IValidateOptions<EntityFrameworkOutboxOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, EntityFrameworkOutboxOptions options) =>
        options.LeaseDuration >= Shortest && options.LeaseDuration <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"PdcBus:Outbox:{nameof(options.LeaseDuration)} is {options.LeaseDuration}. Set it to a time from " +
                $"{Shortest} to {Longest}: shorter ones are lost by every pause of the process, longer ones keep messages " +
                "waiting when it has crashed.");
}
