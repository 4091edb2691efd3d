using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Generated code for the column that holds headers.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HeadersJson : JsonSerializerContext;
