using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Tests;

/// <summary>API keys, and the count of requests.</summary>
public sealed class AccessStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IApiKeyStore _keys = storage.Get<IApiKeyStore>();
    private readonly IRequestQuotaStore _quotas = storage.Get<IRequestQuotaStore>();

    [Fact]
    public async Task ApiKey_RoundTripsAndIsRevokedOnce()
    {
        var key = Key("client-1", "clé de nuit");
        await _keys.AddAsync(key);

        Assert.Equal(key, Assert.Single(await _keys.ListAsync(key.Client)));
        Assert.True(await _keys.RevokeAsync(key.Client, key.Id, Make.Noon));
        Assert.False(await _keys.RevokeAsync(key.Client, key.Id, Make.Noon));
        Assert.Equal(Make.Noon, Assert.Single(await _keys.ListAsync(key.Client)).Revoked);
    }

    [Fact]
    public async Task ApiKeys_ManyWithdrawn_TheLastHundredAreKeptAndEveryGoodOne()
    {
        var good = Key("client-rotating", "good");
        await _keys.AddAsync(good);
        var withdrawn = Enumerable.Range(0, 110).Select(_ => Key("client-rotating", "old")).ToList();
        foreach (var (key, number) in withdrawn.Select((key, number) => (key, number)))
        {
            await _keys.AddAsync(key);
            await _keys.RevokeAsync(key.Client, key.Id, Make.Noon.AddMinutes(number));
        }

        var listed = await _keys.ListAsync(good.Client);
        Assert.Equal(withdrawn.Skip(10).Select(key => key.Id).Append(good.Id).Order(StringComparer.Ordinal), listed.Select(key => key.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ApiKey_AnotherClients_IsNeitherListedNorRevoked()
    {
        var key = Key("client-2", "");
        await _keys.AddAsync(key);

        Assert.Empty(await _keys.ListAsync(new ClientId("client-3")));
        Assert.False(await _keys.RevokeAsync(new ClientId("client-3"), key.Id, Make.Noon));
        Assert.Contains(key, await _keys.ListAsync());
    }

    [Fact]
    public async Task Quota_ManyProcessesAtOnce_NeverGrantMoreThanTheLimit()
    {
        var client = new ClientId("crowd");
        var day = new DateOnly(2026, 3, 1);

        var grants = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _quotas.TakeAsync(client, day, 20, 90)));

        Assert.Equal(90, grants.Sum(grant => grant.Granted));
        Assert.Equal(new QuotaGrant(0, 90), await _quotas.TakeAsync(client, day, 1, 90));
        Assert.Equal(new QuotaGrant(5, 5), await _quotas.TakeAsync(client, day.AddDays(1), 5, 90));
    }

    [Fact]
    public async Task CountConnectedCompanies_CountsLinkedLedgersOfTheClientOnly()
    {
        var companies = storage.Get<ICompanyStore>();
        foreach (var (client, id, status) in ((string, string, ConnectionStatus)[])
            [("count", "1", ConnectionStatus.Linked), ("count", "2", ConnectionStatus.Unlinked), ("count", "3", ConnectionStatus.Linked), ("count2", "4", ConnectionStatus.Linked)])
        {
            var company = Make.Company(client);
            await companies.AddConnectionAsync(Make.Connection(company, id) with { Status = status });
            await companies.AddConnectionAsync(Make.Connection(company, $"{id}-partner", SourceType.Expense));
        }

        Assert.Equal(2, await _quotas.CountConnectedCompaniesAsync(new ClientId("count")));
        Assert.Equal(0, await _quotas.CountConnectedCompaniesAsync(new ClientId("coun")));
    }

    private static StoredApiKey Key(string client, string name) =>
        new(new ClientId(client), Guid.NewGuid().ToString("D"), name, ApiKeySecret.Sha256(ApiKeySecret.New()), Make.Noon);
}
