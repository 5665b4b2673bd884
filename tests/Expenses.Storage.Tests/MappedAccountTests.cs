using Expenses.Core.Companies.Mapping;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace Expenses.Storage.Tests;

public sealed class MappedAccountTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly CompanyId First = new("first");
    private static readonly CompanyId Second = new("second");

    private readonly IMappedAccounts _accounts = storage.Get<IMappedAccounts>();

    [Fact]
    public async Task ClaimAsync_SeveralAtOnce_OneHasIt_AndIsToldToAll()
    {
        var account = Account("at-once");
        var owners = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _accounts.ClaimAsync(account, new CompanyId($"company-{number}"))));

        Assert.Single(owners.Distinct());
        Assert.Equal(owners[0], await _accounts.ClaimAsync(account, new CompanyId("late")));
    }

    [Fact]
    public async Task PassOnAsync_OnlyFromItsOwner()
    {
        var account = Account("passed-on");
        await _accounts.ClaimAsync(account, First);

        Assert.Equal(First, await _accounts.PassOnAsync(account, new CompanyId("nobody"), Second));
        Assert.Equal(Second, await _accounts.PassOnAsync(account, First, Second));
        Assert.Equal(Second, await _accounts.ClaimAsync(account, First));
    }

    [Fact]
    public async Task ClaimAsync_AnotherClientLedgerOrAccount_IsAnother()
    {
        var account = Account("own");
        await _accounts.ClaimAsync(account, First);

        foreach (var other in new[] { account with { Client = new ClientId("other") }, account with { Ledger = "l2" }, account with { Account = "own2" } })
        {
            Assert.Equal(Second, await _accounts.ClaimAsync(other, Second));
        }
    }

    [Fact]
    public async Task ListContentAsync_GivesWhatIsKnown_OfThisCompanyOnly()
    {
        var intents = storage.Get<IPushIntentStore>();
        var (mine, other) = (Make.Company(), Make.Company());
        await intents.SaveAsync([Make.Intent(mine, Make.Transaction(1)) with { Content = "hash", State = PushIntentState.Completed }]);
        await intents.SaveAsync([Make.Intent(mine, Make.Transaction(2))]);
        await intents.SaveAsync([Make.Intent(other, Make.Transaction(3)) with { Content = "hash" }]);

        var content = Assert.Single(await intents.ListContentAsync(mine).ToListAsync());
        Assert.Equal(new SyncedContent(Make.Transaction(1), "hash", new SyncId("sync"), PushIntentState.Completed), content);
    }

    private static MappedAccount Account(string account) => new(new ClientId("client"), "gbol", "l1", account);
}
