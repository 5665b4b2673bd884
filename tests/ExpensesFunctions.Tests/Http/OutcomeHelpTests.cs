using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Syncs;
using ExpensesFunctions.Http.Contract.Help;

namespace ExpensesFunctions.Tests.Http;

/// <summary>What became of syncs, transactions and writes, in plain words beside the raw message (codat-contract §8 row 5).</summary>
public sealed class OutcomeHelpTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("de, en;q=0.5", "en")]
    [InlineData("fr-CA", "fr")]
    public async Task A_sync_and_its_transactions_say_what_to_do_in_the_readers_language(string? accepted, string language)
    {
        var status = await ReadAsync(app.Address($"sync/expenses/syncs/{app.Sync}/status"), accepted);
        var rows = (await ReadAsync(app.Address($"sync/expenses/syncs/{app.Sync}/transactions"), accepted)).GetProperty("results");
        var list = await ReadAsync(app.Address("sync/expenses/syncs/list/status"), accepted);

        Assert.Equal("One transaction was refused.", status.GetProperty("errorMessage").GetString());
        AssertHelp(status, 513000, language);
        AssertHelp(list.EnumerateArray().Single(one => one.GetProperty("syncId").GetString() == app.Sync), 513000, language);
        var (good, bad) = (rows[0], rows[1]);
        Assert.False(good.TryGetProperty("help", out _));
        Assert.Equal("The period is locked.", bad.GetProperty("message").GetString());
        AssertHelp(bad, 512002, language);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("de")]
    public async Task Whoever_does_not_ask_gets_the_contracts_fields_only(string? accepted)
    {
        var status = await ReadAsync(app.Address($"sync/expenses/syncs/{app.Sync}/status"), accepted);
        var rows = (await ReadAsync(app.Address($"sync/expenses/syncs/{app.Sync}/transactions"), accepted)).GetProperty("results");

        Assert.False(status.TryGetProperty("help", out _));
        Assert.All(rows.EnumerateArray(), row => Assert.False(row.TryGetProperty("help", out _)));
    }

    [Fact]
    public async Task A_refused_write_says_what_to_do()
    {
        var pending = await app.PostAsync(app.Address($"connections/{app.Connection}/push/accounts"), new { nominalCode = "502" });
        await app.RunPushesAsync();

        var done = await ReadAsync(app.Address($"push/{pending.GetProperty("pushOperationKey").GetString()}"), "fr");
        Assert.False(pending.TryGetProperty("help", out _));
        Assert.Contains("Name must be provided", done.GetProperty("validation").GetRawText(), StringComparison.Ordinal);
        AssertHelp(done, 513001, "fr");
    }

    [Fact]
    public void Every_status_code_has_its_help() =>
        Assert.Equal(Enum.GetValues<SyncStatusCode>().Select(code => (int)code * 100), SyncHelp.All.Select(kind => kind.Code));

    [Theory]
    [InlineData("Supplier does not exist.", 512003)]
    [InlineData("Bank account b is not in an Active state.", 512004)]
    [InlineData("LineItems[0].TaxAmount must be 0 when used with a Tax Rate with an effective rate of 0.", 512006)]
    [InlineData("CurrencyRate is required when the currency of the transaction or of the bank account is not the base currency GBP.", 512005)]
    [InlineData("IssueDate 2026-01-01 is in a period that is locked in the accounting software; the next open day is 2026-02-01.", 512002)]
    [InlineData("Type Reward is not supported by the connected accounting software.", 512007)]
    [InlineData("LineItems[0].AccountRef x must have account type 'Accounts Payable'.", 512008)]
    [InlineData("The total of LineItems must not be 0.", 512009)]
    [InlineData("BankAccountRef is required: neither the transaction nor the company's configuration names a bank account.", 512010)]
    [InlineData("The total of LineItems must not be 0. Supplier does not exist.", 512009)]
    [InlineData("Something else.", 512001)]
    public void A_problem_is_told_by_its_kind(string message, int code) =>
        Assert.Equal(code, TransactionHelp.Of(TransactionStatus.ValidationError, message)!.Code);

    [Theory]
    [InlineData(TransactionStatus.PushError, "The ledger says no.", 513001)]
    [InlineData(TransactionStatus.PushError, "The period is locked.", 512002)]
    [InlineData(TransactionStatus.PushError, "Not sent. The connection is Unlinked.", 513002)]
    [InlineData(TransactionStatus.Unknown, "It was sent and its outcome could not be learnt.", 513004)]
    [InlineData(TransactionStatus.Completed, "Record 17 was made.", null)]
    [InlineData(TransactionStatus.Pending, "", null)]
    public void An_outcome_is_told_by_its_kind(TransactionStatus status, string message, int? code) =>
        Assert.Equal(code, TransactionHelp.Of(status, message)?.Code);

    private static void AssertHelp(JsonElement body, int code, string language)
    {
        var help = body.GetProperty("help");
        Assert.Equal((code, language), (help.GetProperty("code").GetInt32(), help.GetProperty("language").GetString()));
        Assert.NotEmpty(help.GetProperty("explanation").GetString()!);
        Assert.NotEmpty(help.GetProperty("fix").GetString()!);
    }

    private async Task<JsonElement> ReadAsync(string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Language", accepted);
        }

        using var response = await app.Client.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
