using System.Text.Json;

namespace PdcBus.Contracts.Tests;

/// <summary>The exact text of each event: names, order of fields, nulls, and nothing else.</summary>
public sealed class WireFormatTests
{
    private static readonly Label Old = new("http://localhost/labels/1/", "a", "first");
    private static readonly Label New = Old with { Name = "b" };

    private static readonly ComposeRepresentation Compose = new(
        ComposeId: "compose-1",
        ComposeDate: new DateOnly(2014, 9, 3),
        ComposeType: "production",
        ComposeRespin: 1,
        Release: "release-1.0",
        ComposeLabel: null,
        Deleted: false,
        RpmMappingTemplate: "http://localhost/composes/compose-1/rpm-mapping/{{package}}/",
        Sigkeys: ["ABCDEF", null],
        AcceptanceTesting: "untested",
        LinkedReleases: ["release-2.0"],
        RttTestedArchitectures: new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["Server"] = new Dictionary<string, string> { ["x86_64"] = "untested" },
            ["ServerOptional"] = new Dictionary<string, string>(),
        });

    private const string ComposeText =
        """
        "compose_id":"compose-1","compose_date":"2014-09-03","compose_type":"production","compose_respin":1,
        "release":"release-1.0","compose_label":null,"deleted":false,
        "rpm_mapping_template":"http://localhost/composes/compose-1/rpm-mapping/{{package}}/",
        "sigkeys":["ABCDEF",null],"acceptance_testing":"untested","linked_releases":["release-2.0"],
        "rtt_tested_architectures":{"Server":{"x86_64":"untested"},"ServerOptional":{}}
        """;

    private static readonly string LabelledText =
        ComposeText.Replace("null,\"deleted\":false", "\"RC-1\",\"deleted\":true", StringComparison.Ordinal);

    private static readonly (IPdcEvent Event, string Text)[] Table =
    [
        (new ComposeCreated("TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "production", 2),
            """
            {"action":"create","compose_id":"TP-1.0-20150310.0","compose_date":"2015-03-10",
            "compose_type":"production","compose_respin":2}
            """),
        (new ComposeUpdated("compose-1", Compose, Compose with { ComposeLabel = "RC-1", Deleted = true }),
            $$$"""
            {"action":"update","compose_id":"compose-1","from":{{{{ComposeText}}}},"to":{{{{LabelledText}}}}}
            """),
        (new ComposeDeleted("compose-1"), """{"action":"delete","compose_id":"compose-1"}"""),
        (new RpmsImported(6, "TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "nightly", 0),
            """
            {"action":"import","attribute":"rpms","count":6,"compose_id":"TP-1.0-20150310.0",
            "compose_date":"2015-03-10","compose_type":"nightly","compose_respin":0}
            """),
        (new ImagesImported(4, "TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "test", 0),
            """
            {"action":"import","attribute":"images","count":4,"compose_id":"TP-1.0-20150310.0",
            "compose_date":"2015-03-10","compose_type":"test","compose_respin":0}
            """),
        (new ResourceAdded<Label>(New.Url, New),
            """
            {"url":"http://localhost/labels/1/",
            "new_value":{"url":"http://localhost/labels/1/","name":"b","description":"first"}}
            """),
        (new ResourceChanged<Label>(New.Url, Old, New),
            """
            {"url":"http://localhost/labels/1/",
            "old_value":{"url":"http://localhost/labels/1/","name":"a","description":"first"},
            "new_value":{"url":"http://localhost/labels/1/","name":"b","description":"first"}}
            """),
        (new ResourceRemoved<Label>(Old.Url, Old),
            """
            {"url":null,"old_value":{"url":"http://localhost/labels/1/","name":"a","description":"first"}}
            """),
    ];

    public static IEnumerable<TheoryDataRow<string, Type>> Cases =>
        from way in Wire.Ways.Keys
        from line in Table
        select new TheoryDataRow<string, Type>(way, line.Event.GetType());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Event_Written_IsExactlyThisText(string way, Type type)
    {
        var (pdcEvent, text) = Table.Single(l => l.Event.GetType() == type);

        Assert.Equal(text.ReplaceLineEndings(""), Wire.Write(pdcEvent, Wire.Ways[way]));
    }

    [Fact]
    public void Table_CoversEveryShape() =>
        Assert.Equal(Shapes(ContractTypes.Events), Shapes(Table.Select(l => l.Event.GetType())));

    // What a resource looks like inside is checked against the original's messages.
    private static string[] Shapes(IEnumerable<Type> events) =>
        [.. events.Select(e => e.Name).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Wire.WayNames), MemberType = typeof(Wire))]
    public void NonAsciiText_ReadBack_IsTheSame(string way)
    {
        var added = new ResourceAdded<Label>(New.Url, New with { Description = "žluťoučký 🐎 </b>" });

        var read = JsonSerializer.Deserialize<ResourceAdded<Label>>(Wire.Write(added, Wire.Ways[way]), Wire.Ways[way]);

        Assert.Equal(added, read);
    }
}
