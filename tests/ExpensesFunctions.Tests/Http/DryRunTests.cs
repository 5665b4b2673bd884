using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace ExpensesFunctions.Tests.Http;

/// <summary>`?validateOnly=true`: the ledger's rules at request time, by JSON pointer, and nothing stored (codat-contract §8 rows 4, 6, 12).</summary>
public sealed class DryRunTests(HttpApp app) : IClassFixture<HttpApp>, IAsyncLifetime
{
    private CompanyKey Company => new(new ClientId("client-a"), new CompanyId(app.Company));

    public Task InitializeAsync() => app.Companies.SetConfigurationAsync(Company, new CompanyConfiguration("bank", "supplier", "customer"));

    public Task DisposeAsync()
    {
        app.Ledger.LockDate = null;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Good_transactions_are_valid_and_nothing_is_stored()
    {
        var writesBefore = app.Log.Writes;
        var bill = new JsonArray(OtherKinds.Bill(change: value => value["lines"]![0]!.AsObject().Remove("invoiceTo")));

        var expenses = await SendAsync(HttpMethod.Post, "expense-transactions", JsonNode.Parse(Sample.Array(Sample.Transaction(), Sample.Transaction()))!);
        var dataset = await SendAsync(HttpMethod.Post, "data/expense-transactions", JsonNode.Parse(Sample.Dataset(Sample.Transaction()))!);
        var transfer = await SendAsync(HttpMethod.Put, $"transfer-transactions/{Guid.NewGuid()}", OtherKinds.Transfer());
        var adjustment = await SendAsync(HttpMethod.Post, "adjustment-transactions", new JsonArray(OtherKinds.Adjustment()));
        var reimbursable = await SendAsync(HttpMethod.Post, "reimbursable-expense-transactions", bill);

        foreach (var (status, body) in (IReadOnlyList<(HttpStatusCode, JsonElement)>)[expenses, dataset, transfer, adjustment, reimbursable])
        {
            Assert.True(status == HttpStatusCode.OK && body.GetProperty("valid").GetBoolean(), body.ToString());
        }

        Assert.Equal(2, expenses.Body.GetProperty("transactionCount").GetInt32());
        Assert.Equal(writesBefore, app.Log.Writes);
    }

    [Fact]
    public async Task Every_problem_of_every_transaction_is_named_by_its_pointer()
    {
        var wrongAccount = Sample.WithLine(line => line["accountRef"] = Sample.Ref("nowhere"));
        var wrongTwice = Sample.WithLine(line =>
        {
            line["taxRateRef"] = Sample.Ref("gone");
            line["trackingRefs"] = new JsonArray(Sample.Ref("dept"), Sample.Ref("missing"));
        });

        var (status, body) = await SendAsync(
            HttpMethod.Post, "expense-transactions", JsonNode.Parse(Sample.Array(wrongAccount, Sample.Transaction(), wrongTwice))!);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["/0/lines/0/accountRef", "/2/lines/0/taxRateRef", "/2/lines/0/trackingRefs/1"], PointersOf(body));
    }

    [Fact]
    public async Task Locked_period_is_found_before_the_sync_and_the_next_open_day_named()
    {
        app.Ledger.LockDate = new DateOnly(2024, 6, 1);

        var (_, body) = await SendAsync(HttpMethod.Post, "data/expense-transactions", JsonNode.Parse(Sample.Dataset(Sample.Transaction()))!);

        Assert.Equal(["/items/0/issueDate"], PointersOf(body));
        Assert.EndsWith("the next open day is 2024-06-01.", MessagesOf(body)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processed_ids_are_named_with_the_other_problems()
    {
        var processed = Guid.NewGuid().ToString();
        await app.Intents.SaveAsync([new PushIntent
        {
            Company = Company, TransactionId = new TransactionId(processed), Connection = new ConnectionId("c"), IdempotencyKey = "k", Sync = new SyncId("s"), Number = 0, State = PushIntentState.Completed,
        }]);
        var wrong = Sample.WithLine(line => line["accountRef"] = Sample.Ref("nowhere"));

        var (_, body) = await SendAsync(HttpMethod.Post, "expense-transactions", JsonNode.Parse(Sample.Array(Sample.Transaction(processed), wrong))!);

        Assert.Equal(["/0/id", "/1/lines/0/accountRef"], PointersOf(body));
    }

    [Fact]
    public async Task Adjustment_that_does_not_balance_and_transfer_to_itself_are_named()
    {
        var adjustment = OtherKinds.Adjustment(value => value["lines"]![1]!["amount"] = -24);
        var transfer = OtherKinds.Transfer(value => value["to"]!["accountRef"] = Sample.Ref("bank"));

        var (_, unbalanced) = await SendAsync(HttpMethod.Post, "adjustment-transactions", new JsonArray(adjustment));
        var (_, circular) = await SendAsync(HttpMethod.Put, $"transfer-transactions/{Guid.NewGuid()}", transfer);

        Assert.Equal(["/0/lines"], PointersOf(unbalanced));
        Assert.Equal(["/to/accountRef"], PointersOf(circular));
    }

    [Fact]
    public async Task Parameter_that_is_neither_true_nor_false_is_refused()
    {
        using var response = await app.Client.PostAsync(
            app.Address("sync/expenses/expense-transactions?validateOnly=perhaps"), new StringContent(Sample.Array(Sample.Transaction()), null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static IReadOnlyList<string?> PointersOf(JsonElement body) =>
        [.. body.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("itemId").GetString())];

    private static IReadOnlyList<string> MessagesOf(JsonElement body) =>
        [.. body.GetProperty("validation").GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()!)];

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, app.Address($"sync/expenses/{path}?validateOnly=true"))
        {
            Content = new StringContent(body.ToJsonString(), null, "application/json"),
        };
        using var response = await app.Client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
