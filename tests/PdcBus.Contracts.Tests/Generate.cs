using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using CsCheck;

namespace PdcBus.Contracts.Tests;

/// <summary>Any event that the contracts allow: made from the parameters of the records.</summary>
internal static class Generate
{
    // Text that UTF-8 can carry: no half surrogate pairs, else everything, control characters and emoji included.
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.Char['\0', '\uD7FF'], 0, 20],
        Gen.OneOf("", " ", "null", "žluťoučký kůň", "🐎🐎", "\"\\/\b\f\n\r\t", "<script>&'+", "\u2028\uFEFF"));

    /// <summary>Both forms of a moment, and digits of a second that .NET would not write.</summary>
    public static readonly Gen<string> Moment =
        from time in Gen.DateTime
        from separator in Gen.OneOf("T", " ")
        from fraction in Gen.OneOf("", ".5", ".500000", ".123456", ".000001", ".0")
        from zone in Gen.OneOf("Z", "+00:00", "+02:00")
        let year = Math.Clamp(time.Year, 2, 9998)
        select $"{year:D4}{time.ToString("-MM-", CultureInfo.InvariantCulture)}{Math.Min(time.Day, 28):D2}" +
            $"{separator}{time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}{fraction}{zone}";

    private static readonly Dictionary<Type, Gen<object?>> Simple = new()
    {
        [typeof(string)] = Text.Select(v => (object?)v),
        [typeof(bool)] = Gen.Bool.Select(v => (object?)v),
        [typeof(int)] = Gen.Int.Select(v => (object?)v),
        [typeof(long)] = Gen.Long.Select(v => (object?)v),
        [typeof(DateOnly)] = Gen.DateOnly.Select(v => (object?)v),
        [typeof(PdcTimestamp)] = Moment.Select(v => (object?)PdcTimestamp.Parse(v)),
        [typeof(ContactLimit)] = Gen.Long.Nullable().Select(v => (object?)new ContactLimit(v)),
    };

    /// <summary>Any event of one kind.</summary>
    public static Gen<IPdcEvent> Of(Type type) => Record(type).Select(r => (IPdcEvent)r!);

    /// <summary>Any event at all.</summary>
    public static Gen<IPdcEvent> Event { get; } = Gen.OneOf([.. PdcEventCatalog.All.Select(e => Of(e.Type))]);

    private static Gen<object?> Value(Type type, NullabilityInfo nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return OrNull(Simple[underlying]);
        var value = Simple.TryGetValue(type, out var simple) ? simple
            : type == typeof(Contact) ? Gen.OneOf(Record(typeof(Person)), Record(typeof(MailingList)))
            : type.IsGenericType ? Collection(type, nullability)
            : Record(type);
        return nullability.ReadState == NullabilityState.Nullable && !type.IsValueType ? OrNull(value) : value;
    }

    private static Gen<object?> Collection(Type type, NullabilityInfo nullability)
    {
        // The last argument is what it holds; a dictionary has texts as keys.
        var itemType = type.GenericTypeArguments[^1];
        var item = Value(itemType, nullability.GenericTypeArguments[^1]);
        return type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? item.Array[0, 3].Select(items =>
            {
                var array = Array.CreateInstance(itemType, items.Length);
                Array.Copy(items, array, items.Length);
                return (object?)array;
            })
            : Gen.Dictionary(Text, item)[0, 3].Select(items =>
            {
                var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(
                    typeof(Dictionary<,>).MakeGenericType(typeof(string), itemType))!;
                foreach (var (key, value) in items) dictionary.Add(key, value);
                return (object?)dictionary;
            });
    }

    private static Gen<object?> Record(Type type)
    {
        var constructor = type.GetConstructors().Single();
        var nullability = new NullabilityInfoContext();
        return constructor.GetParameters()
            .Select(p => Value(p.ParameterType, nullability.Create(p)))
            .Aggregate(
                Gen.Const(ImmutableList<object?>.Empty),
                (all, next) => from values in all from value in next select values.Add(value))
            .Select(values => (object?)constructor.Invoke([.. values]));
    }

    private static Gen<object?> OrNull(Gen<object?> value) => Gen.OneOf(Gen.Const((object?)null), value);
}
