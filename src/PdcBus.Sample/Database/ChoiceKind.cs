namespace PdcBus.Sample;

/// <summary>The enumerations, named as an error message names them.</summary>
internal static class ChoiceKind
{
    public const string AcceptanceStatus = "acceptance status";
    public const string Arch = "arch";
    public const string ComposeType = "compose type";
    public const string ContentCategory = "content category";
    public const string ContentFormat = "content format";
    public const string ImageFormat = "image format";
    public const string Location = "location";
    public const string PushTarget = "push target";
    public const string ReleaseComponentType = "release component type";
    public const string ReleaseType = "release type";
    public const string RepoFamily = "repo family";
    public const string Scheme = "scheme";
    public const string Service = "service";
    public const string VariantType = "variant type";
}
