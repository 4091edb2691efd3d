namespace PdcBus;

/// <summary>Rows on their way from one file to another.</summary>
/// <param name="Table">Where they belong.</param>
/// <param name="Rows">Their values, in the order of the table's columns.</param>
/// <param name="Bytes">What their bodies come to.</param>
/// <param name="Last">The last key among them, in the file that they leave.</param>
internal sealed record Piece(StoredTable Table, List<object?[]> Rows, long Bytes, long Last);
