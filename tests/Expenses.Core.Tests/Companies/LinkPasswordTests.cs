using Expenses.Core.Companies;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Tests.Companies;

/// <summary>One-time passwords of links: another on each read, one use, one day (codat-contract M006, B178).</summary>
public sealed class LinkPasswordTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Connection _connection = new(
        new CompanyKey(new ClientId("client"), new CompanyId("company")),
        new ConnectionId("connection"),
        "mqjo",
        SourceType.Accounting,
        ConnectionStatus.PendingAuth,
        Now)
    {
        LinkSecret = LinkPassword.NewSecret(),
    };

    [Fact]
    public void Each_read_gives_another_and_each_is_good()
    {
        var (first, second) = (LinkPassword.Issue(_connection, Now), LinkPassword.Issue(_connection, Now));

        Assert.NotEqual(first, second);
        Assert.NotNull(LinkPassword.Redeem(_connection, first, Now));
        Assert.NotNull(LinkPassword.Redeem(_connection, second, Now));
    }

    [Fact]
    public void Redeeming_one_ends_them_all()
    {
        var (first, second) = (LinkPassword.Issue(_connection, Now), LinkPassword.Issue(_connection, Now));

        var redeemed = LinkPassword.Redeem(_connection, first, Now)!;

        Assert.Null(LinkPassword.Redeem(redeemed, first, Now));
        Assert.Null(LinkPassword.Redeem(redeemed, second, Now));
        Assert.NotNull(LinkPassword.Redeem(redeemed, LinkPassword.Issue(redeemed, Now), Now));
    }

    [Fact]
    public void It_is_good_for_a_day()
    {
        var password = LinkPassword.Issue(_connection, Now);

        Assert.NotNull(LinkPassword.Redeem(_connection, password, Now + LinkPassword.Lifetime));
        Assert.Null(LinkPassword.Redeem(_connection, password, Now + LinkPassword.Lifetime + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void It_is_good_for_its_connection_only()
    {
        var password = LinkPassword.Issue(_connection, Now);

        Assert.Null(LinkPassword.Redeem(_connection with { Id = new ConnectionId("other") }, password, Now));
        Assert.Null(LinkPassword.Redeem(_connection with { LinkSecret = "" }, password, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("123456")]
    [InlineData("99999999999.abc.def")]
    [InlineData("99999999999.Y2xpZW50.abc.def")]
    public void Anything_else_is_refused(string password) => Assert.Null(LinkPassword.Redeem(_connection, password, Now));

    [Fact]
    public void A_later_end_breaks_the_seal()
    {
        var parts = LinkPassword.Issue(_connection, Now).Split('.');

        Assert.Null(LinkPassword.Redeem(_connection, string.Join('.', (string[])[$"9{parts[0]}", .. parts[1..]]), Now));
    }

    [Fact]
    public void It_says_whose_connection_it_is_and_cannot_be_made_to_say_another()
    {
        var password = LinkPassword.Issue(_connection, Now);
        var forged = password.Replace(password.Split('.')[1], "b3RoZXI", StringComparison.Ordinal);

        Assert.Equal(_connection.Company.Client, LinkPassword.ClaimedClient(password));
        Assert.Equal(new ClientId("other"), LinkPassword.ClaimedClient(forged));
        Assert.Null(LinkPassword.Redeem(_connection, forged, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456")]
    [InlineData("1..2.3")]
    [InlineData("1.!!.2.3")]
    [InlineData("1.Y2xpZW50.2.3.4")]
    public void What_is_no_password_names_no_client(string password) => Assert.Null(LinkPassword.ClaimedClient(password));
}
