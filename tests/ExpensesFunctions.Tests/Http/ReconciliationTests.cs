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

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

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
