using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Rounds;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.Extensions.Configuration;

namespace ExpensesFunctions.Tests.Rounds;

public sealed class CompanyRoundsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly InMemoryCompanies _companies = new(new StoreLog());
    private readonly InMemoryApiKeys _keys = new();

    [Fact]
    public async Task A_round_meets_every_company_of_every_client_once_a_page_at_a_time()
    {
        // 250 share one moment of creation, so that pages end between equals.
        await AddAsync("settings-client", 250, apart: TimeSpan.Zero);
        await AddAsync("stored-client", 101, apart: TimeSpan.FromSeconds(1));
        await AddAsync("nobodys", 3, apart: TimeSpan.Zero);
        await _keys.AddAsync(new StoredApiKey(new ClientId("stored-client"), "key", "key", new string('a', 64), Noon));
        await _keys.AddAsync(new StoredApiKey(new ClientId("empty-client"), "key-2", "key", new string('b', 64), Noon, Revoked: Noon));
        var rounds = new CompanyRounds(Settings(), _keys, _companies);

        var (met, place, pages) = (new List<CompanyV1>(), (CompanyPlaceV1?)null, 0);
        do
        {
            var page = await rounds.ListAsync(place, CancellationToken.None);
            Assert.InRange(page.Companies.Count, 0, 100);
            met.AddRange(page.Companies);
            place = page.Next;
            Assert.True(++pages < 10, "The round does not end.");
        }
        while (place is not null);

        Assert.Equal(250, met.Where(one => one.Client == "settings-client").Distinct().Count());
        Assert.Equal(101, met.Where(one => one.Client == "stored-client").Distinct().Count());
        Assert.Equal(351, met.Count);
    }

    [Fact]
    public async Task A_round_of_a_service_without_clients_ends_at_once()
    {
        var page = await new CompanyRounds(new ConfigurationBuilder().Build(), _keys, _companies).ListAsync(after: null, CancellationToken.None);

        Assert.Equal((0, null), (page.Companies.Count, page.Next));
    }

    private static IConfiguration Settings() => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create("ApiKeys:Clients:settings-client", (string?)new string('c', 64))])
        .Build();

    private async Task AddAsync(string client, int count, TimeSpan apart)
    {
        for (var i = 0; i < count; i++)
        {
            var key = new CompanyKey(new ClientId(client), new CompanyId(Guid.NewGuid().ToString("D")));
            await _companies.AddAsync(new Company(key, $"Company {i}", "", Noon + (i * apart)), told: []);
        }
    }
}
