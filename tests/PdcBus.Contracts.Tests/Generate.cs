using CsCheck;

namespace PdcBus.Contracts.Tests;

/// <summary>Any event that the contracts allow.</summary>
internal static class Generate
{
    // Text that UTF-8 can carry: no half surrogate pairs, else everything, control characters and emoji included.
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.Char['\0', '\uD7FF'], 0, 20],
        Gen.OneOf("", " ", "null", "žluťoučký kůň", "🐎🐎", "\"\\/\b\f\n\r\t", "<script>&'+", "\u2028\uFEFF"));

    private static readonly Gen<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Statuses =
        Dictionary(Dictionary(Text));

    private static readonly Gen<ComposeRepresentation> Compose =
        from id in Text
        from date in Gen.DateOnly
        from type in Text
        from respin in Gen.Int
        from release in Text
        from label in Text.Null()
        from deleted in Gen.Bool
        from template in Text
        from sigkeys in Text.Null().Array[0, 4]
        from acceptance in Text
        from linked in Text.Array[0, 4]
        from statuses in Statuses
        select new ComposeRepresentation(
            id, date, type, respin, release, label, deleted, template, sigkeys, acceptance, linked, statuses);

    private static readonly Gen<Label> Label =
        Gen.Select(Text, Text, Text, (url, name, text) => new Label(url, name, text));

    public static readonly Gen<IPdcEvent> Event = Gen.OneOf<IPdcEvent>(
        Gen.Select(Text, Gen.DateOnly, Text, Gen.Int, (id, date, type, respin) =>
            new ComposeCreated(id, date, type, respin)),
        Gen.Select(Text, Compose, Compose, (id, from, to) => new ComposeUpdated(id, from, to)),
        Text.Select(id => new ComposeDeleted(id)),
        Gen.Select(Gen.Int, Text, Gen.DateOnly, Text, Gen.Int, (count, id, date, type, respin) =>
            new RpmsImported(count, id, date, type, respin)),
        Gen.Select(Gen.Int, Text, Gen.DateOnly, Text, Gen.Int, (count, id, date, type, respin) =>
            new ImagesImported(count, id, date, type, respin)),
        Gen.Select(Text, Label, (url, value) => new ResourceAdded<Label>(url, value)),
        Gen.Select(Text, Label, Label, (url, before, after) => new ResourceChanged<Label>(url, before, after)),
        Gen.Select(Text, Label, (url, value) => new ResourceRemoved<Label>(url, value)));

    private static Gen<IReadOnlyDictionary<string, T>> Dictionary<T>(Gen<T> value) =>
        Gen.Dictionary(Text, value)[0, 3].Select(d => (IReadOnlyDictionary<string, T>)d);
}
