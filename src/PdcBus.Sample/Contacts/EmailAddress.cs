using System.ComponentModel.DataAnnotations;

namespace PdcBus.Sample;

internal static class EmailAddress
{
    public const int MaximumLength = 254;

    private static readonly EmailAddressAttribute Form = new();

    public static string? FindFlaw(string text) => Form.IsValid(text) ? null : $"'{text}' is no address for e-mail.";
}
