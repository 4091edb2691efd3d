using System.Text.Json.Serialization;

namespace PdcBus;

[PdcTopic("widgets.listed")]
internal sealed class Listed : List<int>;

[PdcTopic("widgets.looped")]
internal sealed class Looped
{
    public Looped Self => this;
}

[PdcTopic("widgets.pointed")]
internal sealed class Pointing
{
    public IntPtr Address { get; } = 1;
}

[PdcTopic("widgets.thrown")]
internal sealed class Throwing
{
    public string Name => throw new InvalidOperationException(GetType().Name);
}

[PdcTopic("widgets.collided")]
internal sealed class Colliding
{
    public int ColorName { get; } = 1;

    [JsonPropertyName("color_name")]
    public int Other { get; } = 2;
}

[PdcTopic("widgets.grown")]
internal sealed class Infinite
{
    public double Size { get; } = double.PositiveInfinity;
}

[PdcTopic("widgets.enriched")]
internal sealed class Rich
{
    public ulong Whole { get; } = 12345678901234567890;

    public decimal Exact { get; } = 1.10m;

    public double Small { get; } = 1E-10;

    public DateTimeOffset When { get; } = new(2026, 3, 8, 12, 0, 0, TimeSpan.FromHours(2));

    public string Text { get; } = "a\"b<ü>\n";

    public IReadOnlyList<Painted> List { get; } = [new("red"), new("blue", 1)];

    public IReadOnlyDictionary<string, int> ByName { get; } = new Dictionary<string, int> { ["Some Key"] = 1 };

    [JsonPropertyName("odd \"name")]
    public bool Odd { get; } = true;

    public string? Nothing { get; }
}
