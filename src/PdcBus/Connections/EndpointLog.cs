using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// What is said of a messenger's connections, and how loudly: a server that lets itself be connected to and then confirms
/// nothing would else fill the log for as long as it does so.
/// </summary>
internal sealed partial class EndpointLog(string messenger, IReadOnlyList<Uri> endpoints, ILogger logger)
{
    private readonly Lock _gate = new();
    private int _idleLosses;

    /// <summary>There is a connection.</summary>
    /// <param name="endpoint">To which server.</param>
    /// <param name="failures">Why not to those that were tried before it.</param>
    public void Connected(int endpoint, IReadOnlyCollection<string> failures)
    {
        bool isNews;
        lock (_gate) isNews = _idleLosses == 0;
        var authority = endpoints[endpoint].Authority;
        if (failures.Count == 0) Connected(logger, isNews ? LogLevel.Information : LogLevel.Debug, messenger, authority);
        else ConnectedInstead(logger, isNews ? LogLevel.Warning : LogLevel.Debug, messenger, authority, string.Join(' ', failures));
    }

    /// <summary>A connection has ended by itself.</summary>
    public void Lost(int endpoint, ConnectionEnd end)
    {
        bool isNews;
        lock (_gate)
        {
            isNews = _idleLosses == 0 || end.HadConfirmed;
            _idleLosses = end.HadConfirmed ? 0 : _idleLosses + 1;
        }

        Lost(logger, isNews ? LogLevel.Warning : LogLevel.Debug, messenger, endpoints[endpoint].Authority, end.Reason);
    }

    /// <summary>A connection is not supposed to fail like this.</summary>
    public void Failed(Exception error) => Failed(logger, messenger, error);

    [LoggerMessage(EventId = 1300, Message = "{Messenger} is connected to {Endpoint}.")]
    private static partial void Connected(ILogger logger, LogLevel level, string messenger, string endpoint);

    [LoggerMessage(EventId = 1301, Message = "{Messenger} is connected to {Endpoint}, because others failed. {Failures}")]
    private static partial void ConnectedInstead(
        ILogger logger, LogLevel level, string messenger, string endpoint, string failures);

    [LoggerMessage(EventId = 1302, Message = "{Messenger} has lost {Endpoint}: {Reason}")]
    private static partial void Lost(ILogger logger, LogLevel level, string messenger, string endpoint, string reason);

    [LoggerMessage(1303, LogLevel.Error, "{Messenger}: something failed that should not. It connects anew when it has to send.")]
    private static partial void Failed(ILogger logger, string messenger, Exception error);
}
