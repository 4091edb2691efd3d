namespace PdcBus.Sample;

/// <summary>An entry of the table of resources, whatever it is about.</summary>
internal interface IResource
{
    /// <summary>The path below the root of the API: <c>contacts/people</c>.</summary>
    string Name { get; }

    /// <summary>Answers requests for it.</summary>
    void Map(IEndpointRouteBuilder app);

    /// <summary>Has every save that changes one of them announce it.</summary>
    void Announce(PdcResourceEventsBuilder events);
}
