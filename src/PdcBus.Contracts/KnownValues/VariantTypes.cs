namespace PdcBus;

/// <summary>
/// The kind of a <see cref="ReleaseVariant"/>: values of <c>type</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class VariantTypes
{
    /// <summary><c>variant</c>: A variant of its own.</summary>
    public const string Variant = "variant";

    /// <summary><c>optional</c>: Optional content of another one.</summary>
    public const string Optional = "optional";

    /// <summary><c>addon</c>: An add-on to another one.</summary>
    public const string Addon = "addon";

    /// <summary><c>layered-product</c>: A product on top of another one.</summary>
    public const string LayeredProduct = "layered-product";

    /// <summary><c>module</c>: A module.</summary>
    public const string Module = "module";
}
