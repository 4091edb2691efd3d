namespace PdcBus.Sample;

/// <summary>What resources are read and written with. Scoped.</summary>
internal sealed class ResourceScope(
    PdcDbContext database, Choices choices, IHttpContextAccessor http, IConfiguration configuration)
{
    public PdcDbContext Database => database;

    public Choices Choices => choices;

    /// <summary>
    /// What the URLs of resources start with, as the client that asks reaches them. Work that nobody asked for takes
    /// the one that is configured.
    /// </summary>
    public string Root { get; } = http.HttpContext is { } context
        ? ApiUrl.Root(context.Request)
        : $"{configuration["Sample:Url"]?.TrimEnd('/')}{ApiUrl.Path}";
}
