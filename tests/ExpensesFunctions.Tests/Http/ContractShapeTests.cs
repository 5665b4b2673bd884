using System.Net;
using System.Text.Json;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Answers in the contract's shapes.</summary>
public sealed class ContractShapeTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Company_has_the_contracts_fields_and_a_cleaned_name()
    {
        var company = await app.PostAsync("/companies", new { name = "Company (Codat[1])" });

        Assert.Equal("Company Codat1", company.GetProperty("name").GetString());
        Assert.Equal("", company.GetProperty("platform").GetString());
        Assert.Equal("", company.GetProperty("description").GetString());
        Assert.Equal(0, company.GetProperty("dataConnections").GetArrayLength());
        Assert.EndsWith($"/company/{company.GetProperty("id").GetString()}", company.GetProperty("redirect").GetString(), StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$", company.GetProperty("created").GetString());
    }

    [Fact]
    public async Task Company_shows_its_linked_connections()
    {
        var company = await app.GetAsync(app.Address(""));

        var connections = company.GetProperty("dataConnections").EnumerateArray().ToList();
        Assert.Equal(["Accounting", "Expense"], connections.Select(one => one.GetProperty("sourceType").GetString()).Order(StringComparer.Ordinal));
        Assert.All(connections, one => Assert.Equal("Linked", one.GetProperty("status").GetString()));
        Assert.All(connections, one => Assert.StartsWith("http", one.GetProperty("linkUrl").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Company_id_matches_in_any_case()
    {
        var company = await app.GetAsync($"/companies/{app.Company.ToUpperInvariant()}");

        Assert.Equal(app.Company, company.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Partner_connection_asked_for_twice_is_the_same_one()
    {
        using var first = await app.Client.PostAsync(app.Address("sync/expenses/connections/partnerExpense"), new FormUrlEncodedContent([]));
        using var second = await app.Client.PostAsync(app.Address("sync/expenses/connections/partnerExpense"), content: null);

        Assert.Equal(WithoutPassword(await first.Content.ReadAsStringAsync()), WithoutPassword(await second.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Connection_sent_again_with_its_idempotency_key_is_the_same_one()
    {
        var company = await app.NewCompanyAsync();

        var first = await app.ConnectAsync(company, "again");
        var second = await app.ConnectAsync(company, "again");

        Assert.Equal(WithoutPassword(first), WithoutPassword(second));
    }

    [Fact]
    public async Task Linked_connection_is_unlinked_once()
    {
        var company = await app.NewCompanyAsync();
        var connection = JsonDocument.Parse(await app.ConnectAsync(company, "unlink")).RootElement.GetProperty("id").GetString();

        using var first = await UnlinkAsync(company, connection);
        using var second = await UnlinkAsync(company, connection);

        Assert.Contains("\"status\":\"Unlinked\"", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
    }

    [Fact]
    public async Task Configuration_is_echoed_and_read_back()
    {
        var company = await app.NewCompanyAsync();
        using var posted = await app.Client.PostAsync(
            $"/companies/{company}/sync/expenses/config", new StringContent(Sample.Configuration(), null, "application/json"));

        Assert.Equal("""{"bankAccount":{"id":"bank"},"supplier":{"id":"supplier"},"customer":{"id":"customer"}}""", await posted.Content.ReadAsStringAsync());
        Assert.Equal(await posted.Content.ReadAsStringAsync(), await app.Client.GetStringAsync($"/companies/{company}/sync/expenses/config"));
    }

    [Fact]
    public async Task Mapping_options_hold_active_entries_and_no_nulls()
    {
        var text = await app.Client.GetStringAsync(app.Address("sync/expenses/mappingOptions"));

        var options = JsonDocument.Parse(text).RootElement;
        Assert.Equal("Partner Expense", options.GetProperty("expenseProvider").GetString());
        Assert.Equal(["bank", "travel"], options.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("id").GetString()));
        Assert.Equal(20m, options.GetProperty("taxRates")[0].GetProperty("effectiveTaxRate").GetDecimal());
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_options_are_empty_before_a_ledger_is_linked()
    {
        var company = await app.NewCompanyAsync();

        var options = await app.GetAsync($"/companies/{company}/sync/expenses/mappingOptions");

        Assert.Equal(0, options.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [InlineData(FailureCategory.RateLimited, HttpStatusCode.TooManyRequests, "7")]
    [InlineData(FailureCategory.Transient, HttpStatusCode.ServiceUnavailable, "7")]
    [InlineData(FailureCategory.Unauthorized, HttpStatusCode.UnprocessableEntity, null)]
    [InlineData(FailureCategory.Rejected, HttpStatusCode.BadRequest, null)]
    public async Task Platform_failure_is_told_with_the_status_that_fits(FailureCategory category, HttpStatusCode status, string? retryAfter)
    {
        app.Ledger.Failure = new ConnectorException(category, "sandbox.x", "The platform said no.", TimeSpan.FromSeconds(6.5));
        try
        {
            // The configuration is checked against the ledger itself, not against what was last read of it.
            using var response = await app.Client.PostAsync(
                app.Address("sync/expenses/config"), new StringContent(Sample.Configuration(), null, "application/json"));

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(retryAfter, response.Headers.RetryAfter?.ToString());
            Assert.Contains("Message:  The platform said no.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            app.Ledger.Failure = null;
        }
    }

    [Fact]
    public async Task Fault_of_ours_is_a_500_that_tells_nothing_of_it()
    {
        app.Ledger.Failure = new InvalidOperationException("secret detail");
        try
        {
            // The configuration is checked against the ledger itself, not against what was last read of it.
            using var response = await app.Client.PostAsync(
                app.Address("sync/expenses/config"), new StringContent(Sample.Configuration(), null, "application/json"));

            var text = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(response.Headers.GetValues("X-Correlation-Id").Single(), text, StringComparison.Ordinal);
        }
        finally
        {
            app.Ledger.Failure = null;
        }
    }

    [Fact]
    public async Task Wrong_method_is_told_the_right_ones()
    {
        using var response = await app.Client.DeleteAsync(app.Address("connections"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
    }

    private Task<HttpResponseMessage> UnlinkAsync(string company, string? connection) => app.Client.PatchAsync(
        $"/companies/{company}/connections/{connection}", new StringContent("""{"status":"Unlinked"}""", null, "application/json"));

    // Each read gives another one-time password.
    private static string WithoutPassword(string body) => System.Text.RegularExpressions.Regex.Replace(
        body, "otp=[^\"]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1));
}
