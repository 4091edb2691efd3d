namespace PdcBus.Sample;

/// <summary>Fields of what the client sent are wrong.</summary>
internal sealed class InvalidInputException(IDictionary<string, string[]> errors)
    : RequestException(StatusCodes.Status400BadRequest, "Fields are not valid.")
{
    /// <summary>What is wrong, by the name of the field.</summary>
    public IDictionary<string, string[]> Errors { get; } = errors;
}
