using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Reconciliations and checks of the configuration over HTTP.</summary>
public sealed class ReconciliationTests(HttpApp app) : IClassFixture<HttpApp>
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_company_that_was_never_reconciled_is_404()
    {
        var company = await app.NewCompanyAsync();

        using var response = await app.Client.GetAsync($"/companies/{company}/sync/expenses/reconciliation");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_company_without_a_ledger_that_can_be_read_cannot_be_reconciled()
    {
        var company = await app.NewCompanyAsync();

        using var response = await app.Client.PostAsync($"/companies/{company}/sync/expenses/reconciliation", content: null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.DoesNotContain(app.Reconciliations.Started, one => one.Company.Company.Value == company);
    }

    [Fact]
    public async Task Starting_answers_with_its_id_and_while_it_runs_with_the_same()
    {
        var company = await LinkedAsync();

        var started = await PostAsync(company);
        await app.Reconciliations.BeginAsync(Reconciliation(company, started.GetProperty("id").GetString()!) with { Started = DateTimeOffset.UtcNow });
        var again = await PostAsync(company);

        Assert.Equal(started.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal((company, started.GetProperty("id").GetString()), Assert.Single(
            app.Reconciliations.Started.Select(one => (one.Company.Company.Value, one.Id)), one => one.Value == company));
        var running = await app.GetAsync($"/companies/{company}/sync/expenses/reconciliation");
        Assert.Equal("Running", running.GetProperty("status").GetString());
        Assert.Equal(started.GetProperty("id").GetString(), running.GetProperty("runningId").GetString());
    }

    [Fact]
    public async Task One_that_began_long_ago_and_never_ended_does_not_stand_in_the_way()
    {
        var company = await LinkedAsync();
        await app.Reconciliations.BeginAsync(Reconciliation(company, "lost") with { Started = DateTimeOffset.UtcNow.AddDays(-2) });

        Assert.NotEqual("lost", (await PostAsync(company)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_answer_has_totals_by_currency_and_a_page_of_the_differences()
    {
        var company = await LinkedAsync();
        var ended = Reconciliation(company, "ended") with
        {
            State = ReconciliationState.Complete,
            Ended = Noon.AddMinutes(1),
            Recorded = LedgerTotals.Of([("GBP", 10.25m), ("EUR", 1m), ("GBP", 2m)]),
            Ledger = LedgerTotals.Of([("GBP", 2m), ("EUR", 1m)]),
            Differences = new Dictionary<DifferenceKind, int> { [DifferenceKind.MissingInLedger] = 1, [DifferenceKind.NotRecorded] = 1 },
        };
        await app.Reconciliations.AddDifferencesAsync(ended.Company, ended.Id, 0, [
            new Difference(DifferenceKind.MissingInLedger, new TransactionId("t-1"), "r-1", "Gone.") { Sync = new SyncId("s-1") },
        ]);
        await app.Reconciliations.AddDifferencesAsync(ended.Company, ended.Id, 1, [
            new Difference(DifferenceKind.NotRecorded, new TransactionId("t-2"), "r-2", "Unknown."),
        ]);
        await app.Reconciliations.EndAsync(ended);

        var answer = await app.GetAsync($"/companies/{company}/sync/expenses/reconciliation?page=2&pageSize=1");

        Assert.Equal("Complete", answer.GetProperty("status").GetString());
        Assert.Equal(2, answer.GetProperty("drift").GetInt32());
        Assert.Equal(3, answer.GetProperty("recorded").GetProperty("count").GetInt32());
        var pounds = answer.GetProperty("recorded").GetProperty("currencies").EnumerateArray().Single(one => one.GetProperty("currency").GetString() == "GBP");
        Assert.Equal((2, 12.25m), (pounds.GetProperty("count").GetInt32(), pounds.GetProperty("totalAmount").GetDecimal()));
        var page = answer.GetProperty("differences");
        Assert.Equal(2, page.GetProperty("totalResults").GetInt32());
        var shown = Assert.Single(page.GetProperty("results").EnumerateArray());
        Assert.Equal(("NotRecorded", "t-2"), (shown.GetProperty("kind").GetString(), shown.GetProperty("transactionId").GetString()));
        Assert.False(shown.TryGetProperty("syncId", out _));
    }

    [Fact]
    public async Task A_difference_is_acknowledged_with_a_reason_and_a_name_and_that_can_be_taken_back()
    {
        var company = await LinkedAsync();
        await EndedAsync(company, Gone("t-1"), Gone("t-2"));
        var shown = await ShownAsync(company);
        var first = shown.GetProperty("differences").GetProperty("results")[0];
        Assert.Equal(0, shown.GetProperty("acknowledged").GetInt32());
        Assert.False(first.TryGetProperty("acknowledgement", out _));

        var (reason, by) = (new string('r', 1000), new string('n', 200));
        var answered = await AcknowledgeAsync(company, Text(first, "id"), reason, by);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var again = await AcknowledgeAsync(company, Text(first, "id"), reason, by);

        Assert.Equal((reason, by), (Text(answered.GetProperty("acknowledgement"), "reason"), Text(answered.GetProperty("acknowledgement"), "acknowledgedBy")));
        Assert.Equal(answered.GetRawText(), again.GetRawText());
        shown = await ShownAsync(company);
        Assert.Equal((2, 1), (shown.GetProperty("drift").GetInt32(), shown.GetProperty("acknowledged").GetInt32()));
        Assert.Equal(again.GetRawText(), shown.GetProperty("differences").GetProperty("results")[0].GetRawText());

        Assert.Equal(HttpStatusCode.NoContent, await WithdrawAsync(company, Text(first, "id")));
        Assert.Equal(HttpStatusCode.NotFound, await WithdrawAsync(company, Text(first, "id")));
        Assert.Equal(0, (await ShownAsync(company)).GetProperty("acknowledged").GetInt32());
    }

    [Fact]
    public async Task Another_amount_is_another_difference_and_another_company_knows_of_neither()
    {
        var company = await LinkedAsync();
        await EndedAsync(company, Gone("t-1") with { Kind = DifferenceKind.AmountDiffers, Detail = "The ledger has 5 GBP; 4 GBP was sent." });
        var before = (await ShownAsync(company)).GetProperty("differences").GetProperty("results")[0];
        await AcknowledgeAsync(company, Text(before, "id"), "Known.", "Ada");

        await EndedAsync(company, Gone("t-1") with { Kind = DifferenceKind.AmountDiffers, Detail = "The ledger has 6 GBP; 4 GBP was sent." });

        var now = (await ShownAsync(company)).GetProperty("differences").GetProperty("results")[0];
        Assert.NotEqual(Text(before, "id"), Text(now, "id"));
        Assert.False(now.TryGetProperty("acknowledgement", out _));
        using var refused = await app.Client.PutAsJsonAsync(Acknowledgement(company, Text(before, "id")), new { reason = "Known.", acknowledgedBy = "Ada" });
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        var other = await LinkedAsync();
        await EndedAsync(other, Gone("t-9"));
        using var foreign = await app.Client.PutAsJsonAsync(Acknowledgement(other, Text(now, "id")), new { reason = "Known.", acknowledgedBy = "Ada" });
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task A_page_out_of_range_is_400()
    {
        using var response = await app.Client.GetAsync(app.Address("sync/expenses/reconciliation?pageSize=0"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_configuration_says_what_the_last_check_of_it_found_and_nothing_of_a_later_one()
    {
        var company = await LinkedAsync();
        await PutConfigurationAsync(company, supplier: "supplier");
        var key = KeyOf(company);
        var configuration = new CompanyConfiguration("bank", "supplier", "customer");
        await app.Reconciliations.SaveAsync(new ConfigurationCheck(
            key, "check", configuration, Noon, [new ConfigurationProblem(ConfigurationUse.Account, "travel", ConfigurationLoss.Archived)], HasNews: true));

        var check = (await app.GetAsync($"/companies/{company}/sync/expenses/config")).GetProperty("check");
        Assert.False(check.GetProperty("isValid").GetBoolean());
        var problem = Assert.Single(check.GetProperty("problems").EnumerateArray());
        Assert.Equal(("Account", "travel", "Archived"), (Text(problem, "use"), Text(problem, "id"), Text(problem, "reason")));

        await app.Reconciliations.SaveAsync(new ConfigurationCheck(key, "older", configuration with { SupplierId = "other" }, Noon, [], HasNews: false));
        Assert.False((await app.GetAsync($"/companies/{company}/sync/expenses/config")).TryGetProperty("check", out _));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Difference Gone(string transaction) => new(DifferenceKind.MissingInLedger, new TransactionId(transaction), $"r-{transaction}", "Gone.");

    private static string Acknowledgement(string company, string? difference) =>
        $"/companies/{company}/sync/expenses/reconciliation/differences/{difference}/acknowledgement";

    private Task<JsonElement> ShownAsync(string company) => app.GetAsync($"/companies/{company}/sync/expenses/reconciliation");

    private async Task<JsonElement> AcknowledgeAsync(string company, string difference, string reason, string by)
    {
        using var response = await app.Client.PutAsJsonAsync(Acknowledgement(company, difference), new { reason, acknowledgedBy = by });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpStatusCode> WithdrawAsync(string company, string difference)
    {
        using var response = await app.Client.DeleteAsync(Acknowledgement(company, difference));
        return response.StatusCode;
    }

    private async Task EndedAsync(string company, params Difference[] differences)
    {
        var ended = Reconciliation(company, Guid.NewGuid().ToString()) with
        {
            State = ReconciliationState.Complete,
            Ended = Noon.AddMinutes(1),
            Differences = differences.CountBy(one => one.Kind).ToDictionary(),
        };
        await app.Reconciliations.AddDifferencesAsync(ended.Company, ended.Id, 0, differences);
        await app.Reconciliations.EndAsync(ended);
    }

    private static CompanyKey KeyOf(string company) => new(new ClientId("client-a"), new CompanyId(company));

    private static Reconciliation Reconciliation(string company, string id) =>
        new() { Company = KeyOf(company), Id = id, Started = Noon, From = Noon.AddDays(-35) };

    private async Task<string> LinkedAsync()
    {
        var company = await app.NewCompanyAsync();
        await app.ConnectAsync(company, Guid.NewGuid().ToString());
        return company;
    }

    private async Task PutConfigurationAsync(string company, string supplier) => await app.PostAsync(
        $"/companies/{company}/sync/expenses/config",
        new { bankAccount = new { id = "bank" }, supplier = new { id = supplier }, customer = new { id = "customer" } });

    private async Task<JsonElement> PostAsync(string company)
    {
        using var response = await app.Client.PostAsync($"/companies/{company}/sync/expenses/reconciliation", content: null);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
