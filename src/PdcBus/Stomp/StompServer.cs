namespace PdcBus;

/// <summary>The servers whose dialects differ, as their <c>server</c> header names them.</summary>
internal enum StompServer
{
    /// <summary>Artemis, or one that nobody has heard of: the strictest rules of the others.</summary>
    Other,

    /// <summary>A receipt for SEND is a publisher confirm; a receipt for COMMIT proves nothing.</summary>
    RabbitMq,

    /// <summary>A COMMIT is atomic and on disk when its receipt comes; a receipt for each SEND costs a flush each.</summary>
    ActiveMq,
}
