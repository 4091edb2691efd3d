using System.Diagnostics.CodeAnalysis;
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
    private readonly SqliteSynchronous _synchronous;
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
    private long _lastRead;
    private bool _isFresh;
    private volatile OutboxFile? _file;
    private volatile OutboxTrouble? _refusal;
    private volatile OutboxTrouble? _damage;

    public OutboxWriter(
        OutboxFolder folder, IOptions<SqliteOutboxOptions> options, OutboxSignal signal, TimeProvider clock,
        ILogger<OutboxWriter> logger)
    {
        _folder = folder;
        _synchronous = options.Value.Synchronous;
        _signal = signal;
        _clock = clock;
        _logger = logger;
        _takeover = new Takeover(folder, clock, logger);
        _thread = new Thread(Run) { Name = "PdcBus outbox", IsBackground = true };
    }

    public OutboxFigures Figures => _figures.Shown;

    public OutboxTrouble? Trouble => _refusal ?? _damage ?? _takeover.Trouble;

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
            catch (Exception damage) when (SqliteErrors.IsDamage(damage) && _file is not null)
            {
                SetAside(damage);
            }
            catch (Exception error)
            {
                // The loop answers for everybody who waits: it never dies, and starts anew from the disk.
                Log.Unexpected(_logger, error);
                Close();
                Fail(turn.Group, error);
            }

            if (turn.Close is null) continue;
            Close();
            turn.Close.SetResult();
        }

        Close();
    }

    private void Write(List<PendingWrite> group)
    {
        if (!TryOpen(out var error))
        {
            Fail(group, error);
            return;
        }

        try
        {
            // What others have left is older than what comes in first.
            while (_isFresh && _takeover.IsBusy) TakePiece();
            _isFresh = false;
            Commit(group);
        }
        catch (Exception damage) when (SqliteErrors.IsDamage(damage))
        {
            SetAside(damage);
            group.RemoveAll(write => write.Task.IsCompleted);
            if (TryOpen(out error)) Commit(group);
            else Fail(group, error);
        }
    }

    /// <summary>All in one transaction; if that fails each in its own, so that one cannot spoil the others.</summary>
    private void Commit(List<PendingWrite> group)
    {
        var tables = _file!.Tables;
        try
        {
            tables.Begin();
            foreach (var write in group) write.Apply(tables);
            if (tables.Commit()) _signal.Pulse();
            Log.Committed(_logger, group.Count);
        }
        catch (Exception error) when (!SqliteErrors.IsDamage(error))
        {
            tables.RollBack();
            if (group.Count > 1)
            {
                foreach (var write in group) Commit([write]);
                return;
            }

            if (SqliteErrors.ConcernsFile(error)) Refuse(SqliteErrors.Describe(_file.Path, error), error);
            Fail(group, error);
            return;
        }

        foreach (var write in group) write.SetResult();
    }

    private void Fail(List<PendingWrite> group, Exception error)
    {
        var file = _file?.Path ?? _folder.Path;
        foreach (var write in group) write.TrySetException(SqliteErrors.Describe(file, error));
    }

    private bool TryOpen([NotNullWhen(false)] out Exception? error)
    {
        error = null;
        if (_file is not null) return true;
        try
        {
            Open();
            return true;
        }
        catch (Exception failure)
        {
            Close();
            error = SqliteErrors.Describe(_folder.Path, failure);
            Refuse(error, failure);
            return false;
        }
    }

    private void Open()
    {
        var (path, fileLock) = _folder.TakeOwn();
        try
        {
            _file = OpenOrReplace(path, fileLock);
        }
        catch (Exception error)
        {
            fileLock.Dispose();
            throw SqliteErrors.Describe(path, error);
        }

        _file.Tables.StartAbove(_lastRead);
        _takeover.Find(path);
        _isFresh = true;
        LookForDamaged();
        Accept();
        Log.Opened(_logger, path, Figures.Waiting, Figures.Parked);
        _signal.Pulse();
    }

    private OutboxFile OpenOrReplace(string path, FileLock fileLock)
    {
        try
        {
            return OutboxFile.Open(path, fileLock, _synchronous, _figures);
        }
        catch (Exception error) when (SqliteErrors.IsDamage(error))
        {
            DamagedFile.SetAside(_folder, path, _clock.GetUtcNow(), _logger, error);
            return OutboxFile.Open(path, fileLock, _synchronous, _figures);
        }
    }

    /// <summary>Damage that is found while the file is open: the next opening starts an empty one.</summary>
    private void SetAside(Exception damage)
    {
        var path = _file!.Path;
        _takeover.Stop();
        using var fileLock = Release();
        DamagedFile.SetAside(_folder, path, _clock.GetUtcNow(), _logger, damage);
    }

    /// <summary>Looks after the file, in the pauses that the clock gives.</summary>
    private void Tend()
    {
        if (!TryOpen(out _)) return;
        var path = _file!.Path;
        if (!File.Exists(path))
        {
            throw new PdcBusException($"The outbox file {path} ({OutboxFolder.Setting}) was deleted while it was in use.");
        }

        try
        {
            if (_refusal is not null)
            {
                _file.Tables.Probe();
                Accept();
            }

            _takeover.Find(path);
            LookForDamaged();
            _file.Tables.Shrink();
        }
        catch (Exception error) when (SqliteErrors.ConcernsFile(error))
        {
            Refuse(SqliteErrors.Describe(path, error), error);
        }
    }

    private void TakePiece()
    {
        if (_takeover.TakePiece(_file!.Tables)) _signal.Pulse();
    }

    private void LookForDamaged() => _damage = DamagedFile.TroubleIn(_folder);

    private void Refuse(Exception described, Exception error)
    {
        if (_refusal is null) Log.Refuses(_logger, described.Message, error);
        _refusal = new OutboxTrouble(described.Message, RefusesAppends: true);
    }

    private void Accept()
    {
        if (_refusal is null) return;
        _refusal = null;
        Log.Accepts(_logger, _file!.Path);
    }

    private void Close()
    {
        _takeover.Stop();
        if (_file is not { } file) return;
        if (Figures.Waiting > 0) Log.Kept(_logger, Figures.Waiting, file.Path);
        Release()?.Dispose();
    }

    /// <summary>Closes the file and hands its lock over.</summary>
    private FileLock? Release()
    {
        if (_file is not { } file) return null;
        var fileLock = file.Surrender();
        // The relay remembers how far it has read; a new file goes on above that.
        _lastRead = Math.Max(_lastRead, file.Reader.LastRead);
        _file = null;
        return fileLock;
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
    }
}
