using System.Net;
using System.Net.Sockets;

namespace Expenses.Testing;

/// <summary>
/// Loopback ports that nobody listens on and that no other test takes, in this process or in another, until this process
/// ends: so a server may start late on its port, or be killed and started again on it. They lie below those that systems
/// give to outgoing connections and to listeners that ask for any port. A program that wants one of them by its number may
/// still be quicker.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int Ports = 10_000;

    private static readonly string Claims = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"expenses-ports-{Environment.UserName}")).FullName;
    private static readonly Lock Gate = new();

    // A claim is a locked file. It is empty and stays behind: who removed it could remove one that is claimed again.
    private static readonly List<FileStream> Claimed = [];

    private static int _next = Random.Shared.Next(Ports);

    /// <summary>One free port.</summary>
    public static int Next() => Next(1)[0];

    /// <summary><paramref name="count"/> different free ports.</summary>
    public static IReadOnlyList<int> Next(int count)
    {
        lock (Gate)
        {
            var ports = Enumerable.Range(0, Ports).Select(_ => First + (_next++ % Ports)).Where(port => Claim(port)).Take(count).ToList();
            return ports.Count == count ? ports : throw new InvalidOperationException($"No {count} ports from {First} on are free.");
        }
    }

    private static bool Claim(int port)
    {
        FileStream claim;
        try
        {
            claim = new FileStream(Path.Combine(Claims, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }

        Claimed.Add(claim);
        return true;
    }
}
