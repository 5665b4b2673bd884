using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Datasets, settings, capabilities and a transaction's history: what is ours beside the contract (codat-contract §8 rows 3 and 8).</summary>
public sealed class DatasetTests(HttpApp app) : IClassFixture<HttpApp>
{
    private const string Unknown = "0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11";

    [Fact]
    public async Task Stored_dataset_is_listed_got_and_deleted()
    {
        var id = await StoreAsync();

        var listed = await app.GetAsync(app.Address("sync/expenses/datasets?pageSize=5000"));
        var one = await app.GetAsync(app.Address($"sync/expenses/datasets/{id}"));
        using var deleted = await app.Client.DeleteAsync(app.Address($"sync/expenses/datasets/{id}"));
        using var gone = await app.Client.GetAsync(app.Address($"sync/expenses/datasets/{id}"));

        Assert.Contains(id, listed.GetProperty("results").EnumerateArray().Select(entry => entry.GetProperty("datasetId").GetString()));
        Assert.Equal(1, one.GetProperty("transactionCount").GetInt32());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task Dataset_of_a_sync_that_has_not_ended_is_kept()
    {
        var id = await StoreAsync();
        var company = new CompanyKey(new ClientId("client-a"), new CompanyId(app.Company));
        await app.Syncs.AddAsync(new SyncRecord
        {
            Company = company, Id = new SyncId(Guid.NewGuid().ToString()), DatasetIds = [new DatasetId(id)], Requested = DateTimeOffset.UnixEpoch, CorrelationId = "c",
        });

        using var response = await app.Client.DeleteAsync(app.Address($"sync/expenses/datasets/{id}"));

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal(1, (await app.GetAsync(app.Address($"sync/expenses/datasets/{id}"))).GetProperty("transactionCount").GetInt32());
    }

    [Theory]
    [InlineData("GET", "datasets/" + Unknown)]
    [InlineData("GET", "datasets/not-a-guid")]
    [InlineData("DELETE", "datasets/" + Unknown)]
    [InlineData("GET", "transactions/" + Unknown + "/history")]
    [InlineData("GET", "transactions/not-a-guid/history")]
    public async Task What_is_not_there_is_404(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), app.Address($"sync/expenses/{path}"));
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("datasets")]
    [InlineData("settings")]
    [InlineData("capabilities")]
    [InlineData("transactions/" + HttpApp.CompletedTransaction + "/history")]
    public async Task Another_clients_company_is_404(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, app.Address($"sync/expenses/{path}"));
        request.Headers.Authorization = HttpApp.Basic(HttpApp.KeyB);
        using var response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Company_that_initiates_syncs_itself_gets_a_dataset_from_the_array_form()
    {
        var company = await app.NewCompanyAsync("Explicit");
        await app.ConnectAsync(company, "explicit-ledger");
        using var partner = await app.Client.PostAsync($"/companies/{company}/sync/expenses/connections/partnerExpense", content: null);
        var before = await app.GetAsync($"/companies/{company}/sync/expenses/settings");
        using var set = await app.Client.PutAsJsonAsync($"/companies/{company}/sync/expenses/settings", new { syncOnCreate = false });
        var initiated = app.Service.Initiated.Count;

        using var content = new StringContent(Sample.Array(Sample.Transaction()), null, "application/json");
        using var response = await app.Client.PostAsync($"/companies/{company}/sync/expenses/expense-transactions", content);

        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.True(before.GetProperty("syncOnCreate").GetBoolean());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (set.StatusCode, response.StatusCode));
        Assert.True(body.TryGetProperty("datasetId", out _));
        Assert.Equal(initiated, app.Service.Initiated.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"syncOnCreate":"yes"}""")]
    [InlineData("[]")]
    public async Task Settings_that_say_nothing_are_refused(string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var response = await app.Client.PutAsync(app.Address("sync/expenses/settings"), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Capabilities_are_the_connectors_own()
    {
        var body = await app.GetAsync(app.Address("sync/expenses/capabilities"));

        Assert.Equal(["Payment", "Refund", "Reward", "Chargeback"], Names(body.GetProperty("expenseTransactions").GetProperty("types")));
        Assert.Equal(["Payment"], Names(body.GetProperty("expenseTransactions").GetProperty("updatableTypes")));
        Assert.True(body.GetProperty("transferTransactions").GetProperty("update").GetBoolean());
        Assert.Equal(Fakes.SmallLedger.MaxAttachmentBytes, body.GetProperty("attachments").GetProperty("maxBytes").GetInt32());
        Assert.Equal(["pdf", "png", "txt"], Names(body.GetProperty("attachments").GetProperty("extensions")));
        Assert.Equal(50, body.GetProperty("limits").GetProperty("transactionsPerArray").GetInt32());
    }

    [Fact]
    public async Task Capabilities_without_a_linked_ledger_are_422()
    {
        var company = await app.NewCompanyAsync();

        using var response = await app.Client.GetAsync($"/companies/{company}/sync/expenses/capabilities");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task History_has_the_syncs_of_a_transaction_with_its_entry_in_each()
    {
        var body = await app.GetAsync(app.Address($"sync/expenses/transactions/{HttpApp.CompletedTransaction}/history"));

        var entry = Assert.Single(body.GetProperty("results").EnumerateArray());
        Assert.Equal(
            (app.Sync, "Expense", "Completed"),
            (entry.GetProperty("sync").GetProperty("syncId").GetString(), entry.GetProperty("kind").GetString(), entry.GetProperty("transaction").GetProperty("status").GetString()));
    }

    private static IReadOnlyList<string?> Names(JsonElement array) => [.. array.EnumerateArray().Select(name => name.GetString())];

    private async Task<string> StoreAsync()
    {
        using var content = new StringContent(Sample.Dataset(Sample.Transaction()), null, "application/json");
        using var response = await app.Client.PostAsync(app.Address("sync/expenses/data/expense-transactions"), content);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("datasetId").GetString()!;
    }
}
