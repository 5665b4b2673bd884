using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Pushes of reference data records (codat-contract §2.13, B033-B041, B045-B051).</summary>
public sealed class PushTests(HttpApp app) : IClassFixture<HttpApp>
{
    private string Push => app.Address($"connections/{app.Connection}/push");

    [Theory]
    [InlineData("accounts", "chartOfAccounts", """{"nominalCode":"501","name":"Parking","type":"Expense","currency":"GBP","status":"Active"}""")]
    [InlineData("bankAccounts", "bankAccounts", """{"accountName":"Second card","accountType":"Credit","currency":"EUR"}""")]
    [InlineData("suppliers", "suppliers", """{"supplierName":"Quay Cafe","status":"Active","addresses":[{"type":"Billing","city":"Leith"}]}""")]
    [InlineData("customers", "customers", """{"customerName":"Quay Guest","status":"Active"}""")]
    public async Task A_pushed_record_is_pending_then_in_the_ledger_and_in_the_history(string path, string dataType, string body)
    {
        using var response = await app.Client.PostAsync($"{Push}/{path}", new StringContent(body, null, "application/json"));
        var pending = await BodyAsync(response);
        await app.RunPushesAsync();
        var done = await app.GetAsync(app.Address($"push/{Text(pending, "pushOperationKey")}"));
        var listed = await app.GetAsync(app.Address($"push?query=pushOperationKey%3D{Text(pending, "pushOperationKey")}%26%26status%3Dsuccess"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((dataType, "Pending", 202), (Text(pending, "dataType"), Text(pending, "status"), pending.GetProperty("statusCode").GetInt32()));
        using var sent = JsonDocument.Parse(body);
        Assert.All(sent.RootElement.EnumerateObject(), one => Assert.True(pending.GetProperty("data").TryGetProperty(one.Name, out _), one.Name));
        Assert.Equal(("Success", 200), (Text(done, "status"), done.GetProperty("statusCode").GetInt32()));
        var change = Assert.Single(done.GetProperty("changes").EnumerateArray());
        Assert.Equal(("Created", "new-1", dataType), (Text(change, "type"), Text(change.GetProperty("recordRef"), "id"), Text(change.GetProperty("recordRef"), "dataType")));
        Assert.True(done.TryGetProperty("completedOnUtc", out _));
        Assert.Equal(1, listed.GetProperty("totalResults").GetInt32());
    }

    [Fact]
    public async Task A_changed_record_names_the_one_it_changes()
    {
        using var response = await app.Client.PutAsJsonAsync($"{Push}/suppliers/supplier?forceUpdate=true", new { supplierName = "New name", status = "Archived" });
        var pending = await BodyAsync(response);
        await app.RunPushesAsync();
        var done = await app.GetAsync(app.Address($"push/{Text(pending, "pushOperationKey")}"));

        var change = Assert.Single(done.GetProperty("changes").EnumerateArray());
        Assert.Equal(("Modified", "supplier"), (Text(change, "type"), Text(change.GetProperty("recordRef"), "id")));
        var write = app.Writer.Writes.Single(one => one.RecordId == "supplier");
        Assert.True(write.Force);
        Assert.False(Assert.IsType<ContactDraft>(write.Draft).IsActive);
    }

    [Fact]
    public async Task A_refused_record_fails_with_the_ledgers_reason()
    {
        using var response = await app.Client.PostAsJsonAsync($"{Push}/accounts", new { nominalCode = "502" });
        var pending = await BodyAsync(response);
        await app.RunPushesAsync();
        var done = await app.GetAsync(app.Address($"push/{Text(pending, "pushOperationKey")}"));

        Assert.Equal(("Failed", 400), (Text(done, "status"), done.GetProperty("statusCode").GetInt32()));
        Assert.Equal("Push failed for Account: see validation for more information", Text(done, "errorMessage"));
        Assert.Equal("Failed to push to Account as Name must be provided.", Text(Assert.Single(done.GetProperty("validation").GetProperty("errors").EnumerateArray()), "message"));
        Assert.Empty(done.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task A_done_push_reads_the_type_again_unless_it_is_told_not_to()
    {
        using var quiet = await app.Client.PostAsJsonAsync($"{Push}/suppliers?allowSyncOnPushComplete=false", new { supplierName = "Quiet", status = "Active" });
        var readsBefore = app.Ledger.Reads;
        await app.RunPushesAsync();
        Assert.Equal(readsBefore, app.Ledger.Reads);

        using var loud = await app.Client.PostAsJsonAsync($"{Push}/suppliers", new { supplierName = "Loud", status = "Active" });
        await app.RunPushesAsync();
        Assert.Equal(readsBefore + 1, app.Ledger.Reads);
    }

    [Fact]
    public async Task The_time_limit_is_told_in_both_units()
    {
        using var response = await app.Client.PostAsJsonAsync($"{Push}/suppliers?timeoutInMinutes=2", new { supplierName = "Limited", status = "Active" });
        var pending = await BodyAsync(response);

        Assert.Equal((2, 120), (pending.GetProperty("timeoutInMinutes").GetInt32(), pending.GetProperty("timeoutInSeconds").GetInt32()));
        await app.RunPushesAsync();
    }

    [Fact]
    public async Task A_push_to_an_unlinked_connection_is_refused_and_not_stored()
    {
        var company = await app.NewCompanyAsync("Unlinked pushes");
        var connection = JsonDocument.Parse(await app.ConnectAsync(company, "unlinked-pushes")).RootElement.GetProperty("id").GetString();
        using var unlinked = await app.Client.PatchAsJsonAsync($"/companies/{company}/connections/{connection}", new { status = "Unlinked" });

        using var response = await app.Client.PostAsJsonAsync($"/companies/{company}/connections/{connection}/push/suppliers", new { supplierName = "A", status = "Active" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, (await app.GetAsync($"/companies/{company}/push")).GetProperty("totalResults").GetInt32());
    }

    [Theory]
    [InlineData("chartOfAccounts", HttpStatusCode.OK)]
    [InlineData("bankAccounts", HttpStatusCode.OK)]
    [InlineData("invoices", HttpStatusCode.NotFound)]
    public async Task Options_tell_what_a_record_may_say(string dataType, HttpStatusCode status)
    {
        using var response = await app.Client.GetAsync(app.Address($"connections/{app.Connection}/options/{dataType}"));

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            var model = await BodyAsync(response);
            Assert.Equal(("Object", true), (Text(model, "type"), model.GetProperty("required").GetBoolean()));
            var name = model.GetProperty("properties").GetProperty("name");
            Assert.Equal("Must not be long.", Text(name.GetProperty("validation").GetProperty("information")[0], "details"));
            Assert.Equal(2, model.GetProperty("properties").GetProperty("type").GetProperty("options").GetArrayLength());
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
