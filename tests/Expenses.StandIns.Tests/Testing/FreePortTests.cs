using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.Testing;

public sealed class FreePortTests
{
    // Systems give outgoing connections, and listeners that ask for any port, one from 32768 on.
    [Fact]
    public void Next_AskedForAtOnce_GivesEachPortOnce_AndNoneThatTheSystemGivesAway()
    {
        var ports = new ConcurrentBag<int>();

        Parallel.For(0, 50, _ => Array.ForEach([.. FreePort.Next(3)], ports.Add));

        Assert.Equal(150, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1024, 32_767));
    }

    [Fact]
    public void Next_CanBeListenedTo_AgainAndAgain()
    {
        var port = FreePort.Next();

        for (var time = 0; time < 3; time++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
    }
}
