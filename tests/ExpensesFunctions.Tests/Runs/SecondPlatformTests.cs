using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;
using Expenses.Testing;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>A platform with capabilities of its own, through the whole app: the rules are those of its data (codat-contract §4.3-§4.7).</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SecondPlatformTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task WhatItDoesNotTake_IsRefusedByLineAndField_BeforeAnythingIsStored()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Second platform");
        var path = $"companies/{company}/sync/expenses/expense-transactions";
        object[] expenses =
        [
            Expense(type: "Reward"),
            Expense(currency: "USD", invoiceTo: new { id = "harbour-retail", type = "customer" }),
            Expense(),
        ];
        string[] wrong = ["/0/type", "/1/currency", "/1/lines/0/invoiceTo"];

        Assert.Equal(wrong, await RefusedAsync(app, $"{path}?validateOnly=true", expenses));
        await app.PutAsync($"companies/{company}/sync/expenses/settings", new { syncOnCreate = true, checkOnCreate = true });
        Assert.Equal(wrong, await RefusedAsync(app, path, expenses));
        Assert.Equal(["/items/0/type"], await RefusedAsync(app, $"companies/{company}/sync/expenses/data/expense-transactions", new { items = expenses[..1] }));
        Assert.Empty((await app.GetAsync($"companies/{company}/sync/expenses/datasets")).GetProperty("results").EnumerateArray());

        // Without the setting what the platform's data alone decides is refused all the same; of what the ledger decides the sync says it (codat-contract §4.4).
        await app.PutAsync($"companies/{company}/sync/expenses/settings", new { syncOnCreate = true });
        Assert.Equal(["/0/type", "/1/lines/0/invoiceTo"], await RefusedAsync(app, path, expenses));
        Assert.Equal(["/items/0/type"], await RefusedAsync(app, $"companies/{company}/sync/expenses/data/expense-transactions", new { items = expenses[..1] }));
        Assert.Empty((await app.GetAsync($"companies/{company}/sync/expenses/datasets")).GetProperty("results").EnumerateArray());
        var sync = (await app.PostAsync(path, new[] { Expense(currency: "USD"), Expense() })).GetProperty("syncId").GetString()!;
        Assert.Equal(5120, (await app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32());
        var rows = (await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions")).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["ValidationError", "Completed"], rows.Select(row => row.GetProperty("status").GetString()));
        Assert.Contains("USD", rows[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUpdateThatBreaksARule_IsRefusedBeforeItIsStored_WhereTheCompanyWantsThat()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Checked update");
        await app.PutAsync($"companies/{company}/sync/expenses/settings", new { syncOnCreate = true, checkOnCreate = true });
        var id = Guid.NewGuid().ToString();
        var created = await app.PostAsync($"companies/{company}/sync/expenses/expense-transactions", new[] { Expense(id) });
        Assert.Equal(2000, (await app.EndOfSyncAsync(company, created.GetProperty("syncId").GetString()!)).GetProperty("syncStatusCode").GetInt32());

        var refused = await app.PutAsync(
            $"companies/{company}/sync/expenses/expense-transactions/{id}",
            new { type = "Payment", issueDate = "2026-10-05", lines = new[] { new { netAmount = 9m, accountRef = new { id = "429" }, taxRateRef = new { id = "gone" } } } },
            status: 400);

        Assert.Equal(["/lines/0/taxRateRef"], PointersOf(refused));
        Assert.Equal(12.50m, await app.BalanceAsync(company, "429"));
    }

    [Fact]
    public async Task ABillOnAPayableAccount_IsRefusedBeforeItIsStored_WhereThePlatformTakesNone()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Second platform, bills");
        var bill = new
        {
            id = Guid.NewGuid().ToString(),
            contactRef = new { id = "travel-desk" },
            apAccountRef = new { id = "800" },
            issueDate = "2026-10-05",
            dueDate = "2026-11-04",
            currency = "GBP",
            lines = new[] { new { netAmount = 30m, accountRef = new { id = "493" } } },
        };

        Assert.Equal(["/0/apAccountRef"], await RefusedAsync(app, $"companies/{company}/sync/expenses/reimbursable-expense-transactions", new[] { bill }));
        Assert.Empty((await app.GetAsync($"companies/{company}/sync/expenses/datasets")).GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task WhatItHasNot_IsIgnoredWhereTheContractSaysSo_AndToldInItsCapabilities()
    {
        await using var app = await StartAsync();
        var company = await app.CreateCompanyAsync("Second platform, drafts");
        var created = await app.PostAsync($"companies/{company}/sync/expenses/expense-transactions", new[] { Expense(draft: true) });

        Assert.Equal(2000, (await app.EndOfSyncAsync(company, created.GetProperty("syncId").GetString()!)).GetProperty("syncStatusCode").GetInt32());
        Assert.False(Assert.Single(await app.JournalsAsync(company)).GetProperty("isDraft").GetBoolean());
        var can = (await app.GetAsync($"companies/{company}/sync/expenses/capabilities")).GetProperty("expenseTransactions");
        Assert.Equal(["Payment"], can.GetProperty("types").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(["AllSame"], can.GetProperty("currencyCombinations").EnumerateArray().Select(type => type.GetString()));
        Assert.False(can.GetProperty("postAsDraft").GetBoolean());
    }

    private Task<RunningApp> StartAsync() => RunningApp.StartAsync(azurite.Server, replace: services =>
    {
        var real = services.Single(service => service.ServiceType == typeof(IAccountingConnector));
        services.Remove(real);
        services.AddSingleton<IAccountingConnector>(provider => new SmallPlatform((IAccountingConnector)real.ImplementationFactory!(provider)));
    });

    private static async Task<IEnumerable<string?>> RefusedAsync(RunningApp app, string path, object body)
    {
        using var response = await app.Http.PostAsJsonAsync(path, body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True((int)response.StatusCode == 400, answer.ToString());
        return PointersOf(answer);
    }

    private static IEnumerable<string?> PointersOf(JsonElement refusal) =>
        refusal.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("itemId").GetString());

    private static Dictionary<string, object> Expense(string? id = null, string type = "Payment", string currency = "GBP", object? invoiceTo = null, bool draft = false)
    {
        var line = new Dictionary<string, object> { ["netAmount"] = 12.50m, ["accountRef"] = new { id = "429" } };
        if (invoiceTo is not null)
        {
            line["invoiceTo"] = invoiceTo;
        }

        var expense = new Dictionary<string, object>
        {
            ["id"] = id ?? Guid.NewGuid().ToString(), ["type"] = type, ["issueDate"] = "2026-10-05", ["currency"] = currency, ["postAsDraft"] = draft, ["lines"] = new[] { line },
        };
        if (currency != "GBP")
        {
            expense["currencyRate"] = 0.781m;
        }

        return expense;
    }

    /// <summary>The sandbox's ledger behind the capabilities of a platform that takes payments in one currency and little else.</summary>
    private sealed class SmallPlatform(IAccountingConnector real) : PassThroughConnector(real)
    {
        public override PlatformCapabilities Capabilities { get; } = real.Capabilities with
        {
            ExpenseTypes = new HashSet<ExpenseType> { ExpenseType.Payment },
            CurrencyCombinations = new HashSet<CurrencyCombination> { CurrencyCombination.AllSame },
            BillableLines = false,
            PayableAccounts = false,
            Drafts = false,
        };
    }
}
