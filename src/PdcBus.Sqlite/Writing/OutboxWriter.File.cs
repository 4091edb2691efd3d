using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PdcBus;

internal sealed partial class OutboxWriter
{
    // The file: opened, looked after, set aside, closed.

    /// <summary>Held from the first opening to the end, whatever happens to the file meanwhile.</summary>
    private OutboxPlace? _place;
    private long _lastRead;
    private bool _isFresh;
    private volatile OutboxFile? _file;
    private volatile OutboxTrouble? _refusal;
    private volatile OutboxTrouble? _shortage;
    private volatile OutboxTrouble? _damage;

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
            error = SqliteErrors.Describe(_place?.File ?? _folder.Path, failure);
            Refuse(error, failure);
            CloseFile();
            return false;
        }
    }

    private void Open()
    {
        _place ??= _folder.TakeOwn(onlyNew: _lastRead > 0);
        var path = _place.File;
        _file = OpenOrReplace(path);
        _file.Tables.StartAbove(_lastRead);
        _takeover.Find(path);
        _isFresh = true;
        LookForDamaged();
        LookForRoom();
        Accept();
        Log.Opened(_logger, path, Figures.Waiting, Figures.Parked);
        _signal.Pulse();
    }

    private OutboxFile OpenOrReplace(string path)
    {
        try
        {
            return OutboxFile.Open(path, _options.Synchronous, _figures);
        }
        catch (Exception error) when (SqliteErrors.IsDamage(error))
        {
            DamagedFile.SetAside(_folder, path, _clock.GetUtcNow(), _logger, error);
            return OutboxFile.Open(path, _options.Synchronous, _figures);
        }
    }

    /// <summary>Damage that is found while the file is open: the next opening starts an empty one.</summary>
    private void SetAside(Exception damage)
    {
        var path = _file!.Path;
        CloseFile();
        DamagedFile.SetAside(_folder, path, _clock.GetUtcNow(), _logger, damage);
    }

    /// <summary>Looks after the file, in the pauses that the clock gives.</summary>
    private void Tend()
    {
        if (!TryOpen(out _) || IsDeleted()) return;
        if (_refusal is not null && !TryProbe()) return;
        _takeover.Find(_file!.Path);
        LookForDamaged();
        LookForRoom();
        Shrink();
    }

    private bool IsDeleted()
    {
        var path = _file!.Path;
        if (File.Exists(path)) return false;
        Log.Deleted(_logger, path, Figures.Waiting);
        // Its lock may be gone as well, and no longer keep others away.
        Leave();
        TryOpen(out _);
        return true;
    }

    private bool TryProbe()
    {
        try
        {
            _file!.Tables.Probe();
        }
        catch (Exception error) when (SqliteErrors.ConcernsFile(error))
        {
            Refuse(SqliteErrors.Describe(_file!.Path, error), error);
            return false;
        }

        Accept();
        return true;
    }

    private void Shrink()
    {
        try
        {
            _file!.Tables.Shrink();
        }
        catch (Exception error) when (SqliteErrors.ConcernsFile(error))
        {
            // No reason to refuse anything: whether it takes messages is asked by those that come.
            Log.CannotShrink(_logger, _file!.Path, error);
        }
    }

    private void LookForDamaged() => _damage = DamagedFile.TroubleIn(_folder);

    /// <summary>While the disk has some room left what was admitted can be taken, so nothing more is admitted.</summary>
    private void LookForRoom()
    {
        var needed = _options.MinFreeDisk;
        if (needed == 0) return;
        var free = _folder.FreeDisk;
        if (free >= needed)
        {
            if (_shortage is not null) Log.Roomy(_logger, _folder.Path);
            _shortage = null;
            return;
        }

        var trouble = new OutboxTrouble(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of {_folder.Path} ({OutboxFolder.Setting}) has {free} bytes left and {OutboxFolder.MinFreeDiskSetting} is {needed}: nothing new is taken. Free some space, or set it lower."),
            RefusesAppends: true);
        if (_shortage is null) Log.Scarce(_logger, trouble.Description);
        _shortage = trouble;
    }

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

    /// <summary>The application ends; nobody remembers positions any more.</summary>
    private void End()
    {
        if (_file is { } file && Figures.Waiting > 0) Log.Kept(_logger, Figures.Waiting, file.Path);
        Leave();
        _lastRead = 0;
    }

    /// <summary>Closes the file and gives its place up, so that another process can go on with it at once.</summary>
    private void Leave()
    {
        try
        {
            CloseFile();
        }
        catch (Exception error)
        {
            Log.Unexpected(_logger, error);
        }
        finally
        {
            _place?.Dispose();
            _place = null;
        }
    }

    private void CloseFile()
    {
        _takeover.Stop();
        if (_file is not { } file) return;
        // The relay remembers how far it has read; a new file goes on above that.
        _lastRead = Math.Max(_lastRead, file.Reader.LastRead);
        _file = null;
        file.Dispose();
    }
}
