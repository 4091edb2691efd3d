using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>
/// The generated JSON code of every contract: nothing is looked up by reflection, so it survives trimming and native
/// compilation. Names are snake_case, nulls are written.
/// </summary>
/// <remarks>
/// The contracts carry their JSON names themselves, so that any reader built on System.Text.Json, whatever its naming
/// policy, reads the same messages.
/// </remarks>
// Composes and their content.
[JsonSerializable(typeof(ComposeEvent))]
[JsonSerializable(typeof(ComposeCreated))]
[JsonSerializable(typeof(ComposeUpdated))]
[JsonSerializable(typeof(ComposeDeleted))]
[JsonSerializable(typeof(RpmsImported))]
[JsonSerializable(typeof(ImagesImported))]
// Resources: one line for each topic.
[JsonSerializable(typeof(ResourceAdded<Label>))]
[JsonSerializable(typeof(ResourceChanged<Label>))]
[JsonSerializable(typeof(ResourceRemoved<Label>))]
// What outboxes store beside a message.
[JsonSerializable(typeof(PdcNotice))]
public sealed partial class PdcJsonContext : JsonSerializerContext;
