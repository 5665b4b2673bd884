using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

/// <summary>What is an e-mail address here.</summary>
public sealed class MailAddressTests
{
    public static TheoryData<string> Longest => [$"{new string('a', 64)}@{new string('b', 63)}.{new string('c', 63)}.{new string('d', 61)}"];

    [Theory]
    [InlineData("a@b.example")]
    [InlineData("first.last+expenses@mail.example.com")]
    [InlineData("o'brien@example.co.uk")]
    [InlineData("ops_1!#$%&*/=?^`{|}~-@xn--caf-dma.example")]
    [MemberData(nameof(Longest))]
    public void Address_is_taken(string text) => Assert.Null(MailAddress.ProblemOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@b.example")]
    [InlineData("a@")]
    [InlineData("a@localhost")]
    [InlineData("a@b..example")]
    [InlineData(".a@b.example")]
    [InlineData("a.@b.example")]
    [InlineData("a..b@c.example")]
    [InlineData("a b@c.example")]
    [InlineData("a@b@c.example")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@127.0.0.1")]
    [InlineData("a@-b.example")]
    [InlineData("a@b_.example")]
    [InlineData("\"a\"@b.example")]
    [InlineData("A <a@b.example>")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("a\r\n@b.example")]
    [InlineData("a@b.example\0")]
    [InlineData("jos\u00e9@b.example")]
    [InlineData("a@caf\u00e9.example")]
    public void Anything_else_is_refused(string text) => Assert.NotNull(MailAddress.ProblemOf(text));

    [Theory]
    [InlineData(65, 10)]
    [InlineData(1, 254)]
    public void Too_long_is_refused(int local, int domain) =>
        Assert.NotNull(MailAddress.ProblemOf($"{new string('a', local)}@{string.Join('.', Enumerable.Repeat("bbbbbbbb", (domain / 9) + 1))}.c"));
}
