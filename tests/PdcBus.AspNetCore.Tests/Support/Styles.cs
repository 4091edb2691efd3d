namespace PdcBus;

public static class Styles
{
    /// <summary>The first parts of the paths of the two styles.</summary>
    public static TheoryData<string> Both => ["mvc", "minimal"];
}
