using System.Globalization;

namespace PdcBus;

/// <summary>What the kernel has taken and the other side has not acknowledged.</summary>
internal static class TcpBacklog
{
    private const string Established = "01";
    private static readonly string[] Tables = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    /// <summary>The bytes that wait in connections with one of these ports; 0 where the kernel does not tell.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="local">Whether they are this side's.</param>
    public static long Of(IReadOnlyCollection<int> ports, bool local) => Tables.Where(File.Exists).Sum(table =>
    {
        try
        {
            return File.ReadLines(table).Skip(1).Sum(line => In(line, ports, local));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    });

    /// <summary>
    /// A line of proc_net_tcp(5): number, local address, remote address, state, transmit queue <c>:</c> receive
    /// queue, …; all numbers are hexadecimal.
    /// </summary>
    internal static long In(string line, IReadOnlyCollection<int> ports, bool local)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 5 || fields[3] != Established) return 0;
        var address = fields[local ? 1 : 2];
        return ports.Contains((int)Hex(address.AsSpan(address.IndexOf(':', StringComparison.Ordinal) + 1)))
            ? Hex(fields[4].AsSpan(0, fields[4].IndexOf(':', StringComparison.Ordinal)))
            : 0;
    }

    private static long Hex(ReadOnlySpan<char> text) =>
        long.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
