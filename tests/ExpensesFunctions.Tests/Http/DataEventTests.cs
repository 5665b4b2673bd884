using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Tests.Http;

/// <summary>The events of reading and writing (codat-contract B122, B123), and of a connection whose platform refuses.</summary>
public sealed class DataEventTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task A_first_read_tells_both_styles_and_a_later_one_only_what_it_found()
    {
        await ListenAsync("read.completed", "read.completed.initial", "DataSyncCompleted", "DatasetDataChanged");
        var company = await ConnectedAsync();
        var first = Raised(company);
        using var queued = await app.Client.PostAsync($"/companies/{company}/data/queue/suppliers", content: null);
        await app.RunReadsAsync();
        var second = Raised(company)[first.Count..];

        Assert.Equal(
            ["read.completed", "read.completed.initial", .. Enumerable.Repeat("read.dataType.changed", 7), .. Enumerable.Repeat("read.dataType.completed", 7)],
            first.Select(one => one.Type).Where(type => type.StartsWith("read.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var initial = Payload(first.Single(one => one.Type == "read.completed.initial"));
        Assert.Equal(company, initial.GetProperty("referenceCompany").GetProperty("id").GetString());
        Assert.Equal(7, initial.GetProperty("dataTypes").GetArrayLength());
        Assert.All(initial.GetProperty("dataTypes").EnumerateArray(), type => Assert.True(type.GetProperty("recordsModified").GetBoolean()));

        Assert.Equal(["read.completed", "read.dataType.completed"], second.Select(one => one.Type));
        var again = Assert.Single(Payload(second[0]).GetProperty("dataTypes").EnumerateArray());
        Assert.Equal(("suppliers", "Complete", false), (Text(again, "dataType"), Text(again, "status"), again.GetProperty("recordsModified").GetBoolean()));
        Assert.True(Payload(second[0]).TryGetProperty("modifiedFromDate", out _));
        Assert.Equal("suppliers", Text(JsonDocument.Parse(second[1].Legacy!.Data).RootElement, "dataType"));
    }

    [Fact]
    public async Task A_refused_read_is_told_and_so_is_the_connection_it_ends()
    {
        await ListenAsync("read.completed", "DataSyncStatusChangedToError");
        var company = await ConnectedAsync();
        var before = Raised(company).Count;
        using var queued = await app.Client.PostAsync($"/companies/{company}/data/queue/suppliers", content: null);
        app.Ledger.Failure = new ConnectorException(FailureCategory.Unauthorized, "sandbox.x", "The token has expired.");
        try
        {
            await app.RunReadsAsync();
        }
        finally
        {
            app.Ledger.Failure = null;
        }

        var raised = Raised(company)[before..];
        Assert.Equal(["connection.disconnected", "read.completed", "read.dataType.failed"], raised.Select(one => one.Type));
        Assert.Equal("Deauthorized", Text(Payload(raised[0]).GetProperty("connection"), "status"));
        Assert.Equal("Data connection for Sandbox status changed from Linked to Deauthorized", raised[0].Legacy!.Message);
        var type = Assert.Single(Payload(raised[1]).GetProperty("dataTypes").EnumerateArray());
        Assert.Equal("AuthError", Text(type, "status"));
        Assert.Equal("The token has expired.", Text(Assert.Single(type.GetProperty("issues").EnumerateArray()), "message"));
    }

    [Fact]
    public async Task A_write_is_told_as_what_became_of_it()
    {
        await ListenAsync("suppliers.write.successful", "suppliers.write.unsuccessful", "PushOperationStatusChanged");
        var company = await ConnectedAsync();
        var connection = (await app.GetAsync($"/companies/{company}/connections")).GetProperty("results")[0].GetProperty("id").GetString();
        var address = $"/companies/{company}/connections/{connection}/push";
        var before = Raised(company).Count;
        var good = await app.PostAsync($"{address}/suppliers", new { supplierName = "Quay Cafe", status = "Active" });
        await app.RunPushesAsync();
        var bad = await app.PostAsync($"{address}/suppliers", new { status = "Active" });
        await app.RunPushesAsync();

        var raised = Raised(company)[before..];
        Assert.Equal(["suppliers.write.successful", "suppliers.write.unsuccessful"], raised.Select(one => one.Type));
        var payload = Payload(raised[0]);
        Assert.Equal((Text(good, "pushOperationKey"), "Create", "Success"), (Text(payload, "id"), Text(payload, "type"), Text(payload, "status")));
        Assert.Equal(("new-1", connection), (Text(payload.GetProperty("record"), "id"), Text(payload, "connectionId")));
        Assert.Equal((Text(bad, "pushOperationKey"), "Failed"), (Text(Payload(raised[1]), "id"), Text(Payload(raised[1]), "status")));
        Assert.Contains(Text(bad, "pushOperationKey"), raised[1].Legacy!.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_beyond_its_limit_is_told_as_timed_out_whatever_landed()
    {
        await ListenAsync("suppliers.write.unsuccessful", "PushOperationTimedOut");
        var company = await ConnectedAsync();
        var connection = (await app.GetAsync($"/companies/{company}/connections")).GetProperty("results")[0].GetProperty("id").GetString();
        var before = Raised(company).Count;
        var late = await app.PostAsync(
            $"/companies/{company}/connections/{connection}/push/suppliers?timeoutInMinutes=1", new { supplierName = "Late", status = "Active" });
        app.Writer.Meanwhile = () => app.Time.Advance(TimeSpan.FromMinutes(2));
        await app.RunPushesAsync();

        var raised = Raised(company)[before..];
        var operation = await app.GetAsync($"/companies/{company}/push/{Text(late, "pushOperationKey")}");
        Assert.Equal(["suppliers.write.unsuccessful", "write.timedOut"], raised.Select(one => one.Type));
        Assert.Equal("TimedOut", Text(Payload(raised[0]), "status"));
        Assert.Equal("TimedOut", Text(operation, "status"));
        Assert.Single(operation.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task What_no_consumer_takes_is_not_raised()
    {
        await ListenAsync("company.created");
        var company = await ConnectedAsync();

        Assert.DoesNotContain(Raised(company), one => one.Type.StartsWith("read.", StringComparison.Ordinal));
    }

    private static JsonElement Payload(PublishedEvent published) => JsonDocument.Parse(published.Payload!).RootElement;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).ToString();

    private List<PublishedEvent> Raised(string company) => [.. app.Webhooks.Published.Where(one => one.Company?.Value == company)];

    private async Task<string> ConnectedAsync()
    {
        var company = await app.NewCompanyAsync();
        await app.ConnectAsync(company, company);
        return company;
    }

    // One test listens at a time.
    private async Task ListenAsync(params string[] eventTypes)
    {
        foreach (var one in (await app.GetAsync("/webhooks")).GetProperty("results").EnumerateArray())
        {
            using var deleted = await app.Client.DeleteAsync($"/webhooks/{one.GetProperty("id").GetString()}");
        }

        using var created = await app.Client.PostAsJsonAsync("/webhooks", new { url = "https://hooks.example/data", eventTypes });
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
    }
}
