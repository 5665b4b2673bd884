using System.Net;
using System.Text.Json;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Good transactions in both generations of the contract (codat-contract T2, T11).</summary>
public sealed class ExpenseTransactionTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Object_form_stores_what_was_sent_and_starts_nothing()
    {
        var initiated = app.Service.Initiated.Count;
        var id = Guid.NewGuid().ToString("D");
        using var content = new StringContent(Sample.Dataset(Sample.Transaction(id.ToUpperInvariant())), null, "application/json");

        using var response = await app.Client.PostAsync(app.Address("sync/expenses/expense-transactions"), content);

        var dataset = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("datasetId").GetString();
        var stored = Assert.IsType<ExpenseTransaction>(Assert.Single(app.Service.Datasets.Single(one => one.Key.Id.Value == dataset).Value));
        Assert.Equal(id, stored.Id.Value);
        Assert.Equal(ExpenseType.Payment, stored.Type);
        Assert.Equal(new DateTimeOffset(2024, 5, 21, 0, 0, 0, TimeSpan.Zero), stored.IssueDate);
        Assert.Equal(124.85m, stored.Total());
        Assert.Equal(initiated, app.Service.Initiated.Count);
    }

    [Fact]
    public async Task Array_form_starts_its_sync_by_itself()
    {
        using var content = new StringContent(Sample.Array(Sample.Transaction()), null, "application/json");

        using var response = await app.Client.PostAsync(app.Address("sync/expenses/expense-transactions"), content);

        var sync = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("syncId").GetString();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(sync, app.Service.Initiated.Last().Sync.Value);
    }

    [Fact]
    public async Task Array_form_without_both_connections_is_refused_and_stores_nothing()
    {
        var company = await app.NewCompanyAsync();
        await app.ConnectAsync(company, "only-accounting");
        var writesBefore = app.Log.Writes;

        using var response = await app.Client.PostAsync(
            $"/companies/{company}/sync/expenses/expense-transactions", new StringContent(Sample.Array(Sample.Transaction()), null, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(writesBefore, app.Log.Writes);
    }

    [Fact]
    public async Task Initiated_sync_is_accepted_with_202_and_its_id()
    {
        using var content = new StringContent(Sample.Dataset(), null, "application/json");
        using var created = await app.Client.PostAsync(app.Address("sync/expenses/data/expense-transactions"), content);
        var dataset = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("datasetId").GetString();

        using var response = await app.Client.PostAsync(
            app.Address("sync/expenses/syncs"), new StringContent($$"""{"datasetIds":["{{dataset}}"]}""", null, "application/json"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(
            app.Service.Initiated.Last().Sync.Value,
            JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("syncId").GetString());
    }

    [Fact]
    public async Task Names_and_enum_values_are_read_in_any_case_and_old_forms_too()
    {
        var body = """
            {"Items":[{"ID":"6a9f7c52-21f8-4b6f-9a5d-0f6c2b1d3e44","Type":"payment","IssueDate":"2024-05-21","currency":"GBP",
            "contactRef":{"id":"s","type":1},"somethingNew":{"x":null},"reference":null,
            "lines":[{"netAmount":-1.10,"accountRef":{"id":"travel"},"trackingRefs":[{"id":"dept","dataType":"TrackingCategories"}]}]}]}
            """;

        using var response = await app.Client.PostAsync(
            app.Address("sync/expenses/data/expense-transactions"), new StringContent(body, null, "application/json"));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
