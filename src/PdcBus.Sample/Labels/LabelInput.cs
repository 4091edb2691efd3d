using System.ComponentModel.DataAnnotations;

namespace PdcBus.Sample;

/// <summary>What a client says about a label.</summary>
public sealed record LabelInput : Input
{
    [Required(ErrorMessage = RequiredMessage), StringLength(100)]
    public string? Name { get; init; }

    [Required(ErrorMessage = RequiredMessage), StringLength(500)]
    public string? Description { get; init; }
}
