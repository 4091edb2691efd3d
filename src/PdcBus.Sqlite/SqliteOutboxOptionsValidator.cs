using Microsoft.Extensions.Options;

namespace PdcBus;

internal sealed class SqliteOutboxOptionsValidator : IValidateOptions<SqliteOutboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteOutboxOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            return ValidateOptionsResult.Fail(
                $"{OutboxFolder.Setting} is empty. Set it to a folder on a disk of this machine, or leave it out.");
        }

        if (options.Path.Contains('\0', StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Fail($"{OutboxFolder.Setting} holds a NUL character. Set it to a folder.");
        }

        if (options.MinFreeDisk < 0)
        {
            return ValidateOptionsResult.Fail(
                $"{OutboxFolder.MinFreeDiskSetting} is {options.MinFreeDisk}. Set it to a number of bytes, 0 or more.");
        }

        return Enum.IsDefined(options.Synchronous)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"PdcBus:Outbox:Synchronous is {options.Synchronous}. Set it to Full or Normal.");
    }
}
