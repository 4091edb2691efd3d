namespace PdcBus;

/// <summary>Where an application on the outbox kills itself.</summary>
public enum DeathMoment
{
    Never,

    /// <summary>All is appended, nothing is read.</summary>
    AfterAppend,

    /// <summary>The relay has read a page and sent none of it.</summary>
    AfterRead,

    /// <summary>The bus has got a message and not confirmed it.</summary>
    AfterPublish,

    /// <summary>The bus has confirmed messages, and the outbox is about to hear of it.</summary>
    AfterConfirm,

    /// <summary>The outbox has removed what was confirmed.</summary>
    AfterSettle,
}
