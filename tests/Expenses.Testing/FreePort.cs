using System.Net;
using System.Net.Sockets;

namespace Expenses.Testing;

/// <summary>Loopback ports that nobody listened on a moment ago. Whoever takes one must be ready for losing the race.</summary>
public static class FreePort
{
    /// <summary>One free port.</summary>
    public static int Next() => Next(1)[0];

    /// <summary><paramref name="count"/> different free ports.</summary>
    public static IReadOnlyList<int> Next(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
