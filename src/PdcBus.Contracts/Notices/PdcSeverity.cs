namespace PdcBus;

/// <summary>How urgent an event is for those who are told of it.</summary>
public enum PdcSeverity
{
    /// <summary>Of interest only when something is being looked into.</summary>
    Debug = 10,

    /// <summary>The normal course of things. People are told if they have asked for it.</summary>
    Info = 20,

    /// <summary>Something may need attention. Those who follow an affected object are told.</summary>
    Warning = 30,

    /// <summary>Something has failed, and people should act soon.</summary>
    Error = 40,
}
