using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The kinds of things that fedora-messaging's consumers can follow.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PdcObjectKind>))]
public enum PdcObjectKind
{
    /// <summary>A user.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>A group of users.</summary>
    [JsonStringEnumMemberName("group")]
    Group,

    /// <summary>An RPM package.</summary>
    [JsonStringEnumMemberName("rpm")]
    Rpm,

    /// <summary>A container image.</summary>
    [JsonStringEnumMemberName("container")]
    Container,

    /// <summary>A module.</summary>
    [JsonStringEnumMemberName("module")]
    Module,

    /// <summary>A flatpak.</summary>
    [JsonStringEnumMemberName("flatpak")]
    Flatpak,
}
