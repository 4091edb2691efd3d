using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// The one thread that writes, opens and closes the file. It commits whatever has come in as one group: nobody waits
/// for others to come, and under load one commit serves many.
/// </summary>
internal sealed partial class OutboxWriter : IDisposable
{
    /// <summary>How often the file is looked after: opened, probed, shrunk, others' files taken over.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly OutboxFolder _folder;
    private readonly SqliteOutboxOptions _options;
    private readonly OutboxSignal _signal;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly FileFigures _figures = new();
    private readonly WriteQueue _queue = new();
    private readonly Takeover _takeover;
    private readonly Thread _thread;
    private readonly Lock _starting = new();
    private ITimer? _timer;
    private bool _isStarted;

    public OutboxWriter(
        OutboxFolder folder, IOptions<SqliteOutboxOptions> options, OutboxSignal signal, TimeProvider clock,
        ILogger<OutboxWriter> logger)
    {
        _folder = folder;
        _options = options.Value;
        _signal = signal;
        _clock = clock;
        _logger = logger;
        _takeover = new Takeover(folder, clock, logger);
        _thread = new Thread(Run) { Name = "PdcBus outbox", IsBackground = true };
    }

    public OutboxFigures Figures => _figures.Shown;

    public OutboxTrouble? Trouble => _refusal ?? _shortage ?? _damage ?? _takeover.Trouble;

    /// <summary>Opens the file in the background, and looks after it from now on.</summary>
    public void Start()
    {
        StartThread();
        _queue.Tick();
        _timer ??= _clock.CreateTimer(_ => _queue.Tick(), null, Interval, Interval);
    }

    /// <summary>Closes the file when all that waits is written. A later write opens it again.</summary>
    public Task CloseAsync()
    {
        _timer?.Dispose();
        _timer = null;
        return Volatile.Read(ref _isStarted) ? _queue.CloseFile() : Task.CompletedTask;
    }

    /// <summary>Writes in the next group; ends when that is durable.</summary>
    /// <exception cref="PdcBusException">It was not written: what happened, where, and the cure.</exception>
    public Task WriteAsync(Action<OutboxTables> work)
    {
        StartThread();
        return _queue.Add(work);
    }

    /// <summary>The reading half, opened if need be.</summary>
    public async ValueTask<OutboxReader> OpenReaderAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_file?.Reader is { IsClosed: false } reader) return reader;
            await WriteAsync(_ => { }).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A reader has met damage: its file is set aside, unless that has happened already.</summary>
    public Task ReportDamageAsync(OutboxReader reader, Exception error) => WriteAsync(_ =>
    {
        if (!reader.IsClosed) throw error;
    });

    public void Dispose()
    {
        _timer?.Dispose();
        _queue.Complete();
        lock (_starting)
        {
            if (!_isStarted) return;
        }

        _thread.Join();
    }

    private void StartThread()
    {
        if (Volatile.Read(ref _isStarted)) return;
        lock (_starting)
        {
            if (!_isStarted) _thread.Start();
            _isStarted = true;
        }
    }

    private void Run()
    {
        while (_queue.TryTake(wait: !_takeover.IsBusy, out var turn))
        {
            try
            {
                if (turn.Group.Count > 0) Write(turn.Group);
                if (turn.IsTickDue) Tend();
                if (_takeover.IsBusy) TakePiece();
            }
            catch (Exception error)
            {
                Recover(turn.Group, error);
            }

            if (turn.Close is null) continue;
            End();
            turn.Close.SetResult();
        }

        End();
    }

    /// <summary>The loop answers for everybody who waits: it never dies, and starts anew from the disk.</summary>
    private void Recover(List<PendingWrite> group, Exception error)
    {
        try
        {
            if (SqliteErrors.IsDamage(error) && _file is not null)
            {
                SetAside(error);
            }
            else
            {
                Log.Unexpected(_logger, error);
                CloseFile();
            }
        }
        catch (Exception failure)
        {
            Refuse(SqliteErrors.Describe(_folder.Path, failure), failure);
        }
        finally
        {
            Fail(group, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8000, LogLevel.Information, "The outbox file {File} is open: {Waiting} waiting, {Parked} parked.")]
        public static partial void Opened(ILogger logger, string file, long waiting, long parked);

        [LoggerMessage(8002, LogLevel.Error, "The outbox takes nothing; it is tried again. {Reason}")]
        public static partial void Refuses(ILogger logger, string reason, Exception error);

        [LoggerMessage(8003, LogLevel.Information, "The outbox file {File} takes messages again.")]
        public static partial void Accepts(ILogger logger, string file);

        [LoggerMessage(8004, LogLevel.Information, "{Waiting} messages wait in {File}; they go on when a process opens it.")]
        public static partial void Kept(ILogger logger, long waiting, string file);

        [LoggerMessage(8007, LogLevel.Critical, "The outbox file was closed after an error that nobody expected; it is opened again.")]
        public static partial void Unexpected(ILogger logger, Exception error);

        [LoggerMessage(8009, LogLevel.Trace, "{Count} writes were committed together.")]
        public static partial void Committed(ILogger logger, int count);

        [LoggerMessage(8010, LogLevel.Critical,
            "The outbox file {File} was deleted while it was in use: the {Waiting} messages in it are lost. A new one takes its place.")]
        public static partial void Deleted(ILogger logger, string file, long waiting);

        [LoggerMessage(8011, LogLevel.Debug, "The outbox file {File} could not be made smaller; it is tried again.")]
        public static partial void CannotShrink(ILogger logger, string file, Exception error);

        [LoggerMessage(8012, LogLevel.Error, "{Reason}")]
        public static partial void Scarce(ILogger logger, string reason);

        [LoggerMessage(8013, LogLevel.Information, "The disk of {Folder} has room again.")]
        public static partial void Roomy(ILogger logger, string folder);
    }
}
