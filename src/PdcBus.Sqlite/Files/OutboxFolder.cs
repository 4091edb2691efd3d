using System.Globalization;

namespace PdcBus;

/// <summary>
/// The names of the outbox files that lie beside each other: one for each process, in numbered places, each with a
/// lock; and those that were set aside.
/// </summary>
internal sealed class OutboxFolder
{
    public const string Setting = "PdcBus:Outbox:Path";
    public const string MinFreeDiskSetting = "PdcBus:Outbox:MinFreeDisk";

    private const string Extension = ".db";
    private const string DamagedMark = ".damaged-";
    private const int Places = 64;

    private readonly string _stem;

    public OutboxFolder(string path, string root)
    {
        var full = System.IO.Path.GetFullPath(path, root);
        if (!full.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || Directory.Exists(full))
        {
            full = System.IO.Path.Combine(full, "outbox" + Extension);
        }

        Path = System.IO.Path.GetDirectoryName(full)!;
        _stem = full[..^Extension.Length];
    }

    public string Path { get; }

    /// <summary>The place that is taken last, and so is free for a file that people put there.</summary>
    public string LastPlace => FileAt(Places);

    /// <summary>Bytes that this process may still fill on the folder's disk.</summary>
    public long FreeDisk => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Takes the first place that no other process holds.</summary>
    /// <param name="onlyNew">
    /// Whether a file that is there already is passed over. The relay knows the positions of the file that it has seen;
    /// those of another one would mean other messages.
    /// </param>
    public OutboxPlace TakeOwn(bool onlyNew)
    {
        Directory.CreateDirectory(Path);
        RefuseNetwork(Path);
        for (var place = 1; place <= Places; place++)
        {
            var file = FileAt(place);
            if (FileLock.TryTake(file) is not { } own) continue;
            if (!onlyNew || !File.Exists(file)) return new OutboxPlace(file, own);
            own.Dispose();
        }

        throw new PdcBusException(
            $"{Places} processes have outbox files in {Path} ({Setting}), which is as many as one folder takes. Give " +
            "some of them another folder.");
    }

    /// <summary>The files in the other places, of running processes and of ended ones.</summary>
    /// <param name="own">The file of this process.</param>
    public List<string> Others(string own) =>
        [.. Enumerable.Range(1, Places).Select(FileAt).Where(file => file != own && File.Exists(file))];

    /// <summary>Takes a file whose process has ended; null if it runs, or if the file has gone meanwhile.</summary>
    public static OutboxPlace? TryTakeEnded(string file)
    {
        if (FileLock.TryTake(file) is not { } ended) return null;
        if (File.Exists(file)) return new OutboxPlace(file, ended);
        ended.Dispose();
        return null;
    }

    /// <summary>
    /// Renames a damaged file, so that it is in nobody's way and nothing of it is lost. Its log goes first: SQLite
    /// removes one that it finds beside a new file.
    /// </summary>
    public static string SetAside(string file, DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{file}{DamagedMark}{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}");
        File.Delete(file + "-shm");
        if (File.Exists(file + "-wal")) File.Move(file + "-wal", aside + "-wal");
        File.Move(file, aside);
        return aside;
    }

    /// <summary>The damaged files that nobody has moved away yet; a log is named only where its file is gone.</summary>
    public IReadOnlyList<string> Damaged()
    {
        var marks = Enumerable.Range(1, Places).Select(place => FileAt(place) + DamagedMark).ToArray();
        var files = Directory.EnumerateFiles(Path, $"*{DamagedMark}*")
            .Where(file => marks.Any(mark => file.StartsWith(mark, StringComparison.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) || !files.Contains(f[..^"-wal".Length]))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Removes a file whose rows have all been taken over.</summary>
    public static void Delete(string file)
    {
        File.Delete(file);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
    }

    private string FileAt(int place) => place == 1
        ? _stem + Extension
        : string.Create(CultureInfo.InvariantCulture, $"{_stem}-{place}{Extension}");

    /// <summary>
    /// SQLite's log needs memory that all its readers share, and locks that hold: https://sqlite.org/wal.html, section
    /// "Overview", disadvantage 2.
    /// </summary>
    private static void RefuseNetwork(string folder)
    {
        var isNetwork = folder.StartsWith(@"\\", StringComparison.Ordinal) ||
            new DriveInfo(folder).DriveType == DriveType.Network;
        if (isNetwork)
        {
            throw new PdcBusException(
                $"{folder} ({Setting}) is on a network file system, where SQLite cannot keep its promises. Set " +
                $"{Setting} to a folder on a disk of this machine.");
        }
    }
}
