using System.Net;
using System.Net.Sockets;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Webhooks.Sending;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>
/// 90 targets that nothing may connect to (reliability.md §3.6). Each takes the way of a delivery: the address is parsed as
/// a request parses it, its name is resolved, and the socket is watched.
/// </summary>
public sealed class SsrfGuardTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    public static TheoryData<string> ReservedTargets => [.. Targets];

    // Literals in every spelling a URL allows; names stand for what a name server would answer.
    private static readonly string[] Targets =
    [
        "https://0.0.0.0/", "https://0.1.2.3/", "https://10.0.0.1/", "https://10.255.255.255/", "https://100.64.0.1/", "https://100.127.255.254/",
        "https://127.0.0.1/", "https://127.0.0.2/", "https://127.255.255.254/", "https://127.1/", "https://127.0.1/", "https://2130706433/",
        "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0x7f.1/", "https://0177.0.0.1/", "https://017700000001/", "https://0177.1/",
        "https://169.254.169.254/", "https://169.254.0.1/", "https://2852039166/", "https://0xa9fea9fe/", "https://0251.0376.0251.0376/",
        "https://168.63.129.16/", "https://0xa83f8110/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.0.0.1/", "https://192.0.2.1/",
        "https://192.31.196.1/", "https://192.52.193.1/", "https://192.88.99.1/", "https://192.168.0.1/", "https://192.168.1.1/", "https://3232235777/",
        "https://192.175.48.1/", "https://198.18.0.1/", "https://198.19.255.255/", "https://198.51.100.1/", "https://203.0.113.1/", "https://224.0.0.1/",
        "https://239.255.255.255/", "https://240.0.0.1/", "https://255.255.255.255/", "https://127.0.0.1./", "https://①②⑦.⓪.⓪.①/",
        "https://[::]/", "https://[::1]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
        "https://[::ffff:10.0.0.1]/", "https://[::ffff:169.254.169.254]/", "https://[::ffff:168.63.129.16]/", "https://[::127.0.0.1]/", "https://[::a00:1]/",
        "https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[64:ff9b::10.1.2.3]/", "https://[64:ff9b:1::1]/", "https://[100::1]/",
        "https://[2001::1]/", "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "https://[2001:2::1]/", "https://[2001:10::1]/", "https://[2001:20::1]/",
        "https://[2001:db8::1]/", "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::1]/", "https://[2002:c0a8:101::1]/", "https://[2620:4f:8000::1]/",
        "https://[3fff::1]/", "https://[5f00::1]/", "https://[fc00::1]/", "https://[fd12:3456:789a::1]/", "https://[fe80::1]/", "https://[fe80::1%251]/",
        "https://[febf::1]/", "https://[fec0::1]/", "https://[ff02::1]/", "https://[ff0e::1]/",
        "https://loopback.example/", "https://metadata.example/", "https://wire.example/", "https://mixed.example/", "https://mapped.example/",
        "https://v6.example/", "https://nothing.example/", "https://public.example:22/", "https://public.example:80/", "https://public.example:6379/",
        "https://93.184.216.34:8080/",
    ];

    [Fact]
    public void TheTable_HoldsAsManyTargetsAsItSays() => Assert.True(Targets.Distinct().Count() >= 90, $"{Targets.Distinct().Count()}");

    [Theory]
    [MemberData(nameof(ReservedTargets))]
    public async Task ConnectAsync_AReservedTarget_OpensNoSocket(string target)
    {
        var network = new WatchedNetwork();
        using var http = Client(network.Guard());

        var failure = await Record.ExceptionAsync(() => http.GetAsync(target));

        Assert.NotNull(failure);
        Assert.Empty(network.Dialled);
        Assert.True(failure is UriFormatException or InvalidOperationException || failure.InnerException is BlockedTargetException or SocketException, $"{failure}");
    }

    [Theory]
    [InlineData("https://public.example/")]
    [InlineData("https://public.example.:8443/")]
    [InlineData("https://93.184.216.34/")]
    public async Task ConnectAsync_APublicTarget_DialsTheCheckedAddress(string target)
    {
        var network = new WatchedNetwork();
        using var http = Client(network.Guard());

        await Record.ExceptionAsync(() => http.GetAsync(target));

        Assert.Equal(Public, Assert.Single(network.Dialled).Address);
    }

    // The name answers with a public address first and with a private one when it is asked again.
    [Fact]
    public async Task ConnectAsync_ANameThatTurnsPrivate_IsAskedOnceForEachConnection()
    {
        var network = new WatchedNetwork();
        var guard = network.Guard();

        await Assert.ThrowsAsync<SocketException>(() => guard.ConnectAsync("rebinding.example", 443, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<BlockedTargetException>(() => guard.ConnectAsync("rebinding.example", 443, CancellationToken.None).AsTask());

        Assert.Equal(Public, Assert.Single(network.Dialled).Address);
        Assert.Equal(2, network.Asked);
    }

    [Fact]
    public async Task ConnectAsync_LoopbackAllowed_LetsThisMachineThroughAndNothingElse()
    {
        var network = new WatchedNetwork();
        var guard = network.Guard(allowLoopback: true);

        await Assert.ThrowsAsync<SocketException>(() => guard.ConnectAsync("127.0.0.1", 7000, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<BlockedTargetException>(() => guard.ConnectAsync("10.0.0.1", 443, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<BlockedTargetException>(() => guard.ConnectAsync("mixed.example", 443, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<BlockedTargetException>(() => guard.ConnectAsync("93.184.216.34", 7000, CancellationToken.None).AsTask());

        Assert.Equal([IPAddress.Loopback], network.Dialled.Select(target => target.Address));
    }

    // Whatever the guard lets be written into a consumer is no way around it either.
    [Fact]
    public void ProblemOf_TheLiteralTargets_AreRefusedWhenTheyAreWritten() => Assert.All(
        Targets.Where(target => !target.Contains(".example", StringComparison.Ordinal)),
        target => Assert.NotNull(WebhookAddress.ProblemOf(target, allowLoopback: false)));

    private static HttpClient Client(SsrfGuard guard) => new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false });

    private sealed class WatchedNetwork
    {
        public List<IPEndPoint> Dialled { get; } = [];

        public int Asked { get; private set; }

        public SsrfGuard Guard(bool allowLoopback = false) => new(
            allowLoopback,
            (host, _) => Task.FromResult(Resolve(host)),
            (target, _) =>
            {
                Dialled.Add(target);
                throw new SocketException((int)SocketError.ConnectionRefused);
            });

        private IPAddress[] Resolve(string host)
        {
            Asked++;
            return host.TrimEnd('.') switch
            {
                "loopback.example" => [IPAddress.Loopback],
                "metadata.example" => [IPAddress.Parse("169.254.169.254")],
                "wire.example" => [IPAddress.Parse("168.63.129.16")],
                "mixed.example" => [Public, IPAddress.Parse("10.0.0.1")],
                "mapped.example" => [IPAddress.Parse("::ffff:192.168.0.1")],
                "v6.example" => [IPAddress.Parse("fd00::1")],
                "nothing.example" => [],
                "rebinding.example" => [Asked == 1 ? Public : IPAddress.Loopback],
                "127.0.0.1" => [IPAddress.Loopback],
                "public.example" => [Public],
                _ => throw new SocketException((int)SocketError.HostNotFound),
            };
        }
    }
}
