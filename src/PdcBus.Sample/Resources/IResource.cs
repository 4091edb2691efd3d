namespace PdcBus.Sample;

/// <summary>An entry of the table of resources, whatever it is about.</summary>
internal interface IResource
{
    /// <summary>The path below the root of the API: <c>contacts/people</c>.</summary>
    string Name { get; }

    /// <summary>How one of them is seen.</summary>
    Type Contract { get; }

    /// <summary>The names of what its URLs end with.</summary>
    IEnumerable<string> KeySegments { get; }

    /// <summary>The fields that a client may write.</summary>
    IReadOnlyList<ResourceField> Fields { get; }

    /// <summary>Whether to add one that is there already is no mistake.</summary>
    bool MayRepeat { get; }

    /// <summary>Answers requests for it.</summary>
    void Map(IEndpointRouteBuilder app);

    /// <summary>Has every save that changes one of them announce it.</summary>
    void Announce(PdcResourceEventsBuilder events);
}
