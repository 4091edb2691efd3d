namespace PdcBus.Conformance.Tests;

/// <summary>A test with a sample of its own.</summary>
public abstract class SampleTest : IAsyncDisposable
{
    protected const string Labels = "/rest_api/v1/labels/";
    protected const string FullImport = "/rest_api/v1/rpc/compose-full-import/";
    protected const string ComposeRpms = "/rest_api/v1/compose-rpms/";
    protected const string ComposeImages = "/rest_api/v1/compose-images/";
    protected const string Composes = "/rest_api/v1/composes/";
    protected const string Changesets = "/rest_api/v1/changesets/";

    private readonly Lazy<SampleServer> _pdc;

    protected SampleTest() => _pdc = new(Start);

    private protected SampleServer Pdc => _pdc.Value;

    /// <summary>Starts the sample when the test first asks for it.</summary>
    private protected virtual SampleServer Start() => new();

    public virtual async ValueTask DisposeAsync()
    {
        if (_pdc.IsValueCreated) await Pdc.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
