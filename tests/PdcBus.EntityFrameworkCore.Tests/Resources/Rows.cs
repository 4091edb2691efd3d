namespace PdcBus;

/// <summary>Something that the shop sells. A hidden one is not there for anybody.</summary>
public sealed class ArticleRow
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public string Note { get; set; } = "";

    public bool IsHidden { get; set; }

    public VendorRow? Vendor { get; set; }

    public BoxRow? Box { get; set; }

    public List<LineRow> Lines { get; init; } = [];

    public List<TagRow> Tags { get; init; } = [];
}

/// <summary>Who makes it.</summary>
public sealed class VendorRow
{
    public int Id { get; init; }

    public required string Name { get; set; }
}

/// <summary>What it comes in.</summary>
public sealed class BoxRow
{
    public int Width { get; set; }

    public SealRow? Seal { get; set; }
}

/// <summary>What keeps that shut.</summary>
public sealed class SealRow
{
    public required string Colour { get; set; }
}

/// <summary>A line of its description.</summary>
public sealed class LineRow
{
    public int Id { get; init; }

    public required string Text { get; set; }

    public int ArticleRowId { get; set; }
}

/// <summary>A word that several articles may have.</summary>
public sealed class TagRow
{
    public int Id { get; init; }

    public required string Name { get; set; }
}

/// <summary>A place in the shop.</summary>
public sealed class ShelfRow
{
    public required string Hall { get; init; }

    public int Number { get; init; }

    public required string Name { get; set; }
}

/// <summary>What a view counts.</summary>
public sealed class CountRow
{
    public int Count { get; init; }
}
