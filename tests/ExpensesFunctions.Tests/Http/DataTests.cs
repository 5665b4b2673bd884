using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Reads of the ledger, their history, and what was read (codat-contract B025-B031, B043-B048).</summary>
public sealed class DataTests(HttpApp app) : IClassFixture<HttpApp>
{
    private static readonly string[] Types =
        ["chartOfAccounts", "bankAccounts", "company", "customers", "suppliers", "taxRates", "trackingCategories"];

    [Fact]
    public async Task A_new_connection_was_read_once_of_every_type()
    {
        var company = await ConnectedAsync();

        var status = await app.GetAsync($"/companies/{company}/dataStatus");
        var history = await app.GetAsync($"/companies/{company}/data/history?query=status%3Dcomplete");

        Assert.Equal(Types, status.EnumerateObject().Select(one => one.Name));
        Assert.All(status.EnumerateObject(), one => Assert.Equal("Complete", Text(one.Value, "currentStatus")));
        Assert.All(status.EnumerateObject(), one => Assert.Equal(Text(one.Value, "latestSyncId"), Text(one.Value, "latestSuccessfulSyncId")));
        Assert.Equal(Types.Length, history.GetProperty("totalResults").GetInt32());
        var connection = (await app.GetAsync($"/companies/{company}/connections")).GetProperty("results")[0];
        Assert.True(connection.TryGetProperty("lastSync", out _));
        Assert.True((await app.GetAsync($"/companies/{company}")).TryGetProperty("lastSync", out _));
    }

    [Fact]
    public async Task A_company_without_a_ledger_has_nothing_and_says_so()
    {
        var company = await app.NewCompanyAsync("No ledger");

        var status = await app.GetAsync($"/companies/{company}/dataStatus");
        using var all = await app.Client.PostAsync($"/companies/{company}/data/all", content: null);

        Assert.All(status.EnumerateObject(), one => Assert.Equal("Initial", Text(one.Value, "currentStatus")));
        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
        foreach (var path in (string[])["info", "suppliers", "suppliers/x", "customers", "customers/x"])
        {
            using var response = await app.Client.GetAsync($"/companies/{company}/data/{path}");
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("The data set has not been requested.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_queued_type_is_read_again_and_a_second_request_has_to_wait()
    {
        var company = await ConnectedAsync();
        var address = $"/companies/{company}/data/queue/suppliers";

        using var queued = await app.Client.PostAsync(address, new FormUrlEncodedContent([]));
        using var refused = await app.Client.PostAsync(address, content: null);
        var operation = JsonDocument.Parse(await queued.Content.ReadAsStringAsync()).RootElement;
        var readsBefore = app.Ledger.Reads;
        await app.RunReadsAsync();
        var ended = await app.GetAsync($"/companies/{company}/data/history/{Text(operation, "id")}");
        using var again = await app.Client.PostAsync(address, content: null);

        Assert.Equal(("suppliers", "Queued", false), (Text(operation, "dataType"), Text(operation, "status"), operation.GetProperty("isCompleted").GetBoolean()));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(
            $"DatasetAlreadyInProgressException: Cannot queue suppliers sync for {company} as previous sync {Text(operation, "id")} is still in progress",
            await refused.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(readsBefore + 1, app.Ledger.Reads);
        Assert.Equal(("Complete", 100), (Text(ended, "status"), ended.GetProperty("progress").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_refresh_of_everything_reads_the_ledger_once_and_leaves_out_what_is_under_way()
    {
        var company = await ConnectedAsync();
        using var one = await app.Client.PostAsync($"/companies/{company}/data/queue/customers", content: null);
        using var all = await app.Client.PostAsync($"/companies/{company}/data/all", content: null);

        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
        var queued = await app.GetAsync($"/companies/{company}/data/history?query=status%3Dqueued");
        Assert.Equal(Types.Length, queued.GetProperty("totalResults").GetInt32());
        var readsBefore = app.Ledger.Reads;
        await app.RunReadsAsync();
        Assert.Equal(readsBefore + 2, app.Ledger.Reads);
    }

    [Fact]
    public async Task A_refused_read_is_a_fetch_error_and_the_old_data_stays()
    {
        var company = await ConnectedAsync();
        using var queued = await app.Client.PostAsync($"/companies/{company}/data/queue/suppliers", content: null);
        app.Ledger.Failure = new ConnectorException(FailureCategory.Rejected, "sandbox.x", "The platform said no.");
        try
        {
            await app.RunReadsAsync();
        }
        finally
        {
            app.Ledger.Failure = null;
        }

        var status = (await app.GetAsync($"/companies/{company}/dataStatus")).GetProperty("suppliers");
        var operation = await app.GetAsync($"/companies/{company}/data/history/{Text(status, "latestSyncId")}");
        Assert.Equal("FetchError", Text(status, "currentStatus"));
        Assert.NotEqual(Text(status, "latestSyncId"), Text(status, "latestSuccessfulSyncId"));
        Assert.Equal(("The platform said no.", true), (Text(operation, "errorMessage"), operation.GetProperty("isErrored").GetBoolean()));
        Assert.Equal(1, (await app.GetAsync($"/companies/{company}/data/suppliers")).GetProperty("totalResults").GetInt32());
    }

    [Fact]
    public async Task A_read_without_authorisation_deauthorises_the_connection_until_it_is_linked_again()
    {
        var company = await ConnectedAsync();
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

        var connection = await AccountingAsync(company);
        var error = Assert.Single(connection.GetProperty("dataConnectionErrors").EnumerateArray());
        Assert.Equal("Deauthorized", Text(connection, "status"));
        Assert.Equal(("401", "The token has expired.", "Active"), (Text(error, "statusCode"), Text(error, "errorMessage"), Text(error, "status")));
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync($"/companies/{company}/data/suppliers")).StatusCode);

        await app.ConnectAsync(company, $"{company}-again");
        connection = await AccountingAsync(company);
        Assert.Equal("Linked", Text(connection, "status"));
        Assert.Equal("Resolved", Text(connection.GetProperty("dataConnectionErrors")[0], "status"));
    }

    [Fact]
    public async Task An_unlinked_connection_is_not_read()
    {
        var company = await ConnectedAsync();
        var connection = Text(await AccountingAsync(company), "id");
        using var unlinked = await app.Client.PatchAsJsonAsync($"/companies/{company}/connections/{connection}", new { status = "Unlinked" });
        using var queued = await app.Client.PostAsync($"/companies/{company}/data/queue/suppliers?connectionId={connection}", content: null);
        var readsBefore = app.Ledger.Reads;
        await app.RunReadsAsync();

        Assert.Equal(readsBefore, app.Ledger.Reads);
        Assert.Equal("AuthError", Text((await app.GetAsync($"/companies/{company}/dataStatus")).GetProperty("suppliers"), "currentStatus"));
    }

    [Theory]
    [InlineData("data/queue/invoices", "Datatype invoices not supported by platform(s) Sandbox")]
    [InlineData("data/queue/suppliers?connectionId=5e8d7a3a-8881-423c-a2cc-55e4cd82e222", "Data connection 5e8d7a3a-8881-423c-a2cc-55e4cd82e222 not found")]
    public async Task What_cannot_be_read_is_not_found(string path, string text)
    {
        using var response = await app.Client.PostAsync(app.Address(path), content: null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suppliers_and_customers_are_searched_paged_and_found()
    {
        var found = await app.GetAsync(app.Address("data/suppliers?query=metadata.isDeleted%3Dfalse%26%26supplierName%3Dcard%20supplier"));
        var none = await app.GetAsync(app.Address("data/customers?query=status%3Darchived&orderBy=-customerName"));
        var supplier = await app.GetAsync(app.Address("data/suppliers/supplier"));
        using var missing = await app.Client.GetAsync(app.Address("data/customers/supplier"));

        Assert.Equal(1, found.GetProperty("totalResults").GetInt32());
        Assert.Equal(0, none.GetProperty("totalResults").GetInt32());
        Assert.Equal(("Card supplier", "Active"), (Text(supplier, "supplierName"), Text(supplier, "status")));
        Assert.False(supplier.GetProperty("metadata").GetProperty("isDeleted").GetBoolean());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("No data available for customers for ID supplier", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Company_info_names_the_currency_of_the_books()
    {
        var info = await app.GetAsync(app.Address("data/info"));

        Assert.Equal(("GBP", app.Connection), (Text(info, "baseCurrency"), Text(info, "accountingPlatformRef")));
    }

    [Fact]
    public async Task Mapping_options_say_when_they_were_read_and_what_for()
    {
        using var response = await app.Client.GetAsync(app.Address("sync/expenses/mappingOptions"));
        var options = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var accounts = options.GetProperty("accounts").EnumerateArray().ToDictionary(account => Text(account, "id")!);

        Assert.Equal(Text(options, "asOfUtc"), response.Headers.GetValues("X-Data-As-Of").Single());
        var kinds = app.Ledger.Capabilities.Kinds.Where(kind => kind.Value.Create).Select(kind => kind.Key).ToHashSet();
        Assert.Equal(
            [
                .. kinds.Contains(TransactionKind.Transfer) ? (string[])["transfer-transactions"] : [],
                .. kinds.Contains(TransactionKind.Adjustment) ? (string[])["adjustment-transactions"] : [],
            ],
            Texts(accounts["bank"].GetProperty("validFor")));
        Assert.Equal(
            [
                "expense-transactions.Payment", "expense-transactions.Refund", "expense-transactions.Reward", "expense-transactions.Chargeback",
                .. kinds.Contains(TransactionKind.ReimbursableExpense) ? (string[])["reimbursable-expense-transactions"] : [],
                .. kinds.Contains(TransactionKind.Adjustment) ? (string[])["adjustment-transactions"] : [],
            ],
            Texts(accounts["travel"].GetProperty("validFor")));
        Assert.Equal(["Payment", "Refund", "Reward", "Chargeback"], Texts(accounts["travel"].GetProperty("validTransactionTypes")));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(one => one.GetString());

    private async Task<JsonElement> AccountingAsync(string company) =>
        (await app.GetAsync($"/companies/{company}/connections?query=sourceType%3Daccounting")).GetProperty("results")[0];

    private async Task<string> ConnectedAsync()
    {
        var company = await app.NewCompanyAsync("Connected");
        await app.ConnectAsync(company, $"{company}-first");
        return company;
    }
}
