using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace PdcBus.Sample;

/// <summary>What a client sends: a field that is not known is refused instead of being passed over.</summary>
public abstract record Input : IValidatableObject
{
    protected const string RequiredMessage = "This field is required.";

    [JsonExtensionData, ValidateNever]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from field in Unknown?.Keys ?? Enumerable.Empty<string>()
        select new ValidationResult("This field is not known.", [field]);
}
