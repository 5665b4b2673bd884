using System.Net;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://example.com/hooks?x=1")]
    [InlineData("https://example.com:8443/")]
    [InlineData("https://EXAMPLE.com./a")]
    [InlineData("https://93.184.216.34/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://bücher.example/")]
    public void ProblemOf_APublicHttpsAddress_IsNone(string address) => Assert.Null(WebhookAddress.ProblemOf(address, allowLoopback: false));

    [Theory]
    [InlineData("")]
    [InlineData("/hooks")]
    [InlineData("example.com/hooks")]
    [InlineData("https://")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("http://example.com/")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:password@example.com/")]
    [InlineData("https://example.com@127.0.0.1/")]
    [InlineData("https://example.com:80/")]
    [InlineData("https://example.com:22/")]
    [InlineData("https://example.com:6379/")]
    [InlineData("https://example.com/\u0000")]
    [InlineData("https://intranet/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://app.localhost/")]
    public void ProblemOf_AnAddressOfTheWrongForm_IsTold(string address) => Assert.NotNull(WebhookAddress.ProblemOf(address, allowLoopback: false));

    [Theory]
    [InlineData("http://127.0.0.1:7000/", true)]
    [InlineData("http://localhost:7000/", true)]
    [InlineData("http://[::1]:7000/", true)]
    [InlineData("http://user@127.0.0.1:7000/", false)]
    [InlineData("http://10.0.0.1:7000/", false)]
    [InlineData("http://169.254.169.254/", false)]
    [InlineData("ftp://127.0.0.1/", false)]
    [InlineData("http://example.com:7000/", false)]
    public void ProblemOf_WithLoopbackAllowed_LetsOnlyThisMachineThrough(string address, bool passes) =>
        Assert.Equal(passes, WebhookAddress.ProblemOf(address, allowLoopback: true) is null);

    // Neighbours of the ranges' ends.
    [Theory]
    [InlineData("9.255.255.255", false)]
    [InlineData("10.0.0.0", true)]
    [InlineData("11.0.0.0", false)]
    [InlineData("100.63.255.255", false)]
    [InlineData("100.64.0.0", true)]
    [InlineData("100.127.255.255", true)]
    [InlineData("100.128.0.0", false)]
    [InlineData("126.255.255.255", false)]
    [InlineData("128.0.0.0", false)]
    [InlineData("168.63.129.15", false)]
    [InlineData("168.63.129.16", true)]
    [InlineData("168.63.129.17", false)]
    [InlineData("169.253.255.255", false)]
    [InlineData("169.255.0.0", false)]
    [InlineData("172.15.255.255", false)]
    [InlineData("172.16.0.0", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.0", false)]
    [InlineData("192.167.255.255", false)]
    [InlineData("192.169.0.0", false)]
    [InlineData("223.255.255.255", false)]
    [InlineData("224.0.0.0", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("2001:200::1", false)]
    [InlineData("2001:1ff:ffff::1", true)]
    [InlineData("2002:0808:0808::1", false)]
    [InlineData("2002:0a00:0001::1", true)]
    [InlineData("64:ff9b::8.8.8.8", false)]
    [InlineData("64:ff9b::10.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("3fff::1", true)]
    [InlineData("4000::1", true)]
    [InlineData("2a00:1450:4009::1", false)]
    public void Contains_AtTheEndsOfRanges(string address, bool reserved) =>
        Assert.Equal(reserved, ReservedAddresses.Contains(IPAddress.Parse(address)));
}
