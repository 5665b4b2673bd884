using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Tests.Access;

/// <summary>A client's own spelling of `integrationType` (codat-contract T1).</summary>
public sealed class ClientSpellingTests
{
    [Fact]
    public void Of_PinnedClient_IsItsSpelling()
    {
        var spelling = Read("Clients:Acme:IntegrationType", "expenses");

        Assert.Equal("expenses", spelling.Of(new ClientId("acme")));
        Assert.Null(spelling.Of(new ClientId("other")));
    }

    [Fact]
    public void Constructor_AnotherWord_NamesTheSetting() => Assert.Contains(
        "Clients:acme:IntegrationType",
        Assert.Throws<InvalidOperationException>(() => Read("Clients:acme:IntegrationType", "Expense")).Message,
        StringComparison.Ordinal);

    private static ClientSpelling Read(string name, string value) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build());
}
