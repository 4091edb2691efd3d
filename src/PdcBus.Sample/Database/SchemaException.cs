namespace PdcBus.Sample;

/// <summary>A database that another version of the program made.</summary>
internal sealed class SchemaException(string message) : Exception(message);
