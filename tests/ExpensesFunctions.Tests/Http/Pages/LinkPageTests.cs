using System.Net;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;

namespace ExpensesFunctions.Tests.Http.Pages;

/// <summary>The page behind `linkUrl` (codat-contract M006, M007, B178).</summary>
public sealed class LinkPageTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static readonly Dictionary<string, string> Connect = new(StringComparer.Ordinal) { ["decision"] = "connect" };
    private static readonly Dictionary<string, string> Cancel = new(StringComparer.Ordinal) { ["decision"] = "cancel" };

    [Fact]
    public async Task A_new_connection_waits_and_its_link_shows_whom_it_links_to_what()
    {
        var waiting = await app.WaitingAsync(name: "Harbour & Pine");
        using var browser = new Browser(app);

        var page = await browser.OpenAsync(waiting.LinkUrl);

        Assert.Equal("PendingAuth", waiting.Status);
        Assert.StartsWith($"{app.Client.BaseAddress}companies/{waiting.Company}/connections/{waiting.Connection}/start?otp=", waiting.LinkUrl, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "Connect Sandbox?"), (page.Status, page.Heading));
        Assert.Contains("Harbour &amp; Pine", page.Page, StringComparison.Ordinal);
        Assert.Equal("PendingAuth", await StatusAsync(waiting));
    }

    [Fact]
    public async Task Consent_links_starts_the_first_read_and_tells()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        app.Reads.Take();

        var page = await browser.SendAsync(waiting.LinkUrl, Connect);

        Assert.Equal((HttpStatusCode.OK, "Sandbox is connected"), (page.Status, page.Heading));
        Assert.Equal("Linked", await StatusAsync(waiting));
        Assert.Equal("connection.connected", app.Webhooks.Published.Last(published => published.Company?.Value == waiting.Company).Type);
        var read = Assert.Single(app.Reads.Take());
        Assert.Equal((waiting.Connection, DataTypes.All.Count), (read.Connection.Id.Value, read.Operations.Count));
    }

    [Fact]
    public async Task Cancelling_leaves_it_waiting_records_why_and_uses_the_link_up()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);

        var page = await browser.SendAsync(waiting.LinkUrl, Cancel);
        var again = await browser.SendAsync(waiting.LinkUrl, Connect);

        var connection = await app.GetAsync(waiting.Address);
        var error = Assert.Single(connection.GetProperty("dataConnectionErrors").EnumerateArray());
        Assert.Equal((HttpStatusCode.OK, "Sandbox was not connected"), (page.Status, page.Heading));
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        Assert.Equal("PendingAuth", connection.GetProperty("status").GetString());
        Assert.Equal(("403", "User cancelled", "Active"), (error.GetProperty("statusCode").GetString(), error.GetProperty("errorMessage").GetString(), error.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_fresh_link_after_cancelling_links_and_resolves_the_error()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        await browser.SendAsync(waiting.LinkUrl, Cancel);

        var fresh = (await app.GetAsync(waiting.Address)).GetProperty("linkUrl").GetString()!;
        var page = await browser.SendAsync(fresh, Connect);

        var connection = await app.GetAsync(waiting.Address);
        Assert.Equal((HttpStatusCode.OK, "Linked"), (page.Status, connection.GetProperty("status").GetString()));
        Assert.Equal("Resolved", Assert.Single(connection.GetProperty("dataConnectionErrors").EnumerateArray()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_used_link_shows_401_and_how_to_get_another()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        await browser.SendAsync(waiting.LinkUrl, Connect);

        var page = await browser.OpenAsync(waiting.LinkUrl);

        Assert.Equal((HttpStatusCode.Unauthorized, "This link is not good any more"), (page.Status, page.Heading));
        Assert.Contains("fresh link", page.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_link_shows_401_and_changes_nothing()
    {
        var waiting = await app.WaitingAsync();
        var expired = LinkPassword.Issue(await app.StoredAsync(waiting), DateTimeOffset.UtcNow - LinkPassword.Lifetime - TimeSpan.FromMinutes(1));
        using var browser = new Browser(app);

        var page = await browser.OpenAsync($"{waiting.Address}/start?otp={expired}");
        var sent = await browser.SendAsync($"{waiting.Address}/start?otp={expired}", Connect);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (page.Status, sent.Status));
        Assert.Equal("PendingAuth", await StatusAsync(waiting));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?otp=")]
    [InlineData("?otp=123456")]
    [InlineData("?otp=1.!!.2.3")]
    [InlineData("?otp=1..2.3")]
    [InlineData("?otp=1.AA%00.2.3&otp=2")]
    [InlineData("?otp=99999999999.Y2xpZW50LWE.AAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_wrong_password_is_401(string query)
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync($"{waiting.Address}/start{query}")).Status);
    }

    [Fact]
    public async Task A_password_opens_no_other_connection_and_a_missing_one_answers_alike()
    {
        var (mine, other) = (await app.WaitingAsync(), await app.WaitingAsync());
        var password = mine.LinkUrl[mine.LinkUrl.IndexOf('?', StringComparison.Ordinal)..];
        using var browser = new Browser(app);

        var foreign = await browser.OpenAsync($"{other.Address}/start{password}");
        var missing = await browser.OpenAsync($"/companies/{Guid.NewGuid():D}/connections/{Guid.NewGuid():D}/start{password}");
        var malformed = await browser.OpenAsync($"/companies/none/connections/none/start{password}");

        Assert.All([foreign, missing, malformed], visit => Assert.Equal(HttpStatusCode.Unauthorized, visit.Status));
        Assert.Equal(foreign.Page, missing.Page);
        Assert.Equal(foreign.Page, malformed.Page);
    }

    [Theory]
    [InlineData(1024, HttpStatusCode.Unauthorized)]
    [InlineData(1025, HttpStatusCode.BadRequest)]
    public async Task A_forms_text_is_limited(int length, HttpStatusCode expected)
    {
        using var browser = new Browser(app);
        var waiting = await app.WaitingAsync();

        var sent = await browser.SendAsync($"{waiting.Address}/start?otp=1", new(Connect, StringComparer.Ordinal) { ["more"] = new string('x', length) });

        Assert.Equal(expected, sent.Status);
    }

    [Fact]
    public async Task A_form_of_another_site_or_without_a_decision_is_refused()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);

        var foreign = await browser.SendAsync(waiting.LinkUrl, Connect, from: "cross-site");
        var undecided = await browser.SendAsync(waiting.LinkUrl, []);
        var own = await browser.SendAsync(waiting.LinkUrl, Connect, from: "same-origin");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK), (foreign.Status, undecided.Status, own.Status));
    }

    [Fact]
    public async Task Of_two_browsers_with_one_link_one_links()
    {
        var waiting = await app.WaitingAsync();
        var browsers = Enumerable.Range(0, 6).Select(_ => new Browser(app)).ToList();

        var visits = await Task.WhenAll(browsers.Select(browser => browser.SendAsync(waiting.LinkUrl, Connect)));

        browsers.ForEach(browser => browser.Dispose());
        Assert.Single(visits, visit => visit.Status == HttpStatusCode.OK);
        Assert.Equal(5, visits.Count(visit => visit.Status == HttpStatusCode.Unauthorized));
        Assert.Single(app.Webhooks.Published, published => published.Company?.Value == waiting.Company && published.Type == "connection.connected");
    }

    [Theory]
    [InlineData("connect", "Linked", "Sandbox is connected")]
    [InlineData("cancel", "PendingAuth", "Sandbox was not connected")]
    public async Task A_decision_holds_though_a_read_notes_its_end_meanwhile(string decision, string status, string heading)
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        app.Companies.Meanwhile = connection => connection with { LastSync = DateTimeOffset.UnixEpoch };

        var page = await browser.SendAsync(waiting.LinkUrl, new() { ["decision"] = decision });
        var again = await browser.OpenAsync(waiting.LinkUrl);

        Assert.Equal((HttpStatusCode.OK, heading), (page.Status, page.Heading));
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        Assert.Equal((status, DateTimeOffset.UnixEpoch), (await StatusAsync(waiting), (await app.StoredAsync(waiting)).LastSync));
    }

    [Fact]
    public async Task A_platform_that_refuses_leaves_the_link_good_and_records_why()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        app.Ledger.OpenFailure = new ConnectorException(FailureCategory.Transient, "sandbox.serviced", "The ledger is being serviced.");
        var failed = await browser.SendAsync(waiting.LinkUrl, Connect);
        app.Ledger.OpenFailure = null;
        var error = (await app.StoredAsync(waiting)).Errors!.All[0];
        var linked = await browser.SendAsync(waiting.LinkUrl, Connect);

        Assert.Equal((HttpStatusCode.BadGateway, "Connect Sandbox?"), (failed.Status, failed.Heading));
        Assert.Equal((500, "The ledger is being serviced."), (error.StatusCode, error.Message));
        Assert.Equal((HttpStatusCode.OK, "Linked"), (linked.Status, await StatusAsync(waiting)));
    }

    [Fact]
    public async Task A_linked_connections_link_says_so_and_stays_good()
    {
        using var browser = new Browser(app);
        var address = app.Address($"connections/{app.Connection}");
        var link = (await app.GetAsync(address)).GetProperty("linkUrl").GetString()!;

        var sent = await browser.SendAsync(link, Connect);
        var page = await browser.OpenAsync(link);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "Sandbox is connected already"), (sent.Status, page.Status, page.Heading));
    }

    [Fact]
    public async Task The_browser_goes_to_the_clients_own_page_with_its_words_filled_in()
    {
        var (waiting, other) = (await app.WaitingAsync(HttpApp.KeyB, "Tea & Co"), await app.WaitingAsync(HttpApp.KeyB, "Tea & Co"));
        using var browser = new Browser(app);

        var consent = await browser.OpenAsync($"{waiting.LinkUrl}&state=a%2Fb");
        var linked = await browser.SendAsync($"{waiting.LinkUrl}&state=a%2Fb%26code%3D1", Connect);
        var cancelled = await browser.SendAsync(other.LinkUrl, Cancel);

        Assert.Contains($"form-action 'self' {PagesApp.ReturnSite};", consent.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.SeeOther, $"{PagesApp.ReturnSite}/linked/{waiting.Company}?code=200&why=&name=Tea%20%26%20Co&state=a%2Fb%26code%3D1&otp="),
            (linked.Status, linked.Location));
        Assert.Equal($"{PagesApp.ReturnSite}/linked/{other.Company}?code=403&why=User%20cancelled&name=Tea%20%26%20Co&state=&otp=", cancelled.Location);
    }

    [Theory]
    [InlineData("?redirect=https://evil.example.com")]
    [InlineData("?redirectUrl=//evil.example.com")]
    [InlineData("?returnUrl=https:evil.example.com")]
    public async Task Nothing_in_a_link_leads_to_another_site(string query)
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);

        var page = await browser.SendAsync($"{waiting.LinkUrl}&{query[1..]}", Connect);

        Assert.Null(page.Location);
        Assert.DoesNotContain("evil", page.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_runs_nothing_is_kept_nowhere_and_tells_nobody_where_it_was()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);

        var page = await browser.OpenAsync(waiting.LinkUrl);

        Assert.StartsWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(("no-referrer", "no-store", "nosniff", "DENY"), (page.Headers["Referrer-Policy"], page.Headers["Cache-Control"], page.Headers["X-Content-Type-Options"], page.Headers["X-Frame-Options"]));
        Assert.DoesNotContain("<script", page.Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page.Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("//", page.Page.Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-CA, en;q=0.5", "", "Connecter Sandbox ?", "fr")]
    [InlineData("en", "&lang=fr", "Connecter Sandbox ?", "fr")]
    [InlineData("fr", "&lang=en", "Connect Sandbox?", "en")]
    [InlineData("de", "", "Connect Sandbox?", "en")]
    public async Task The_page_speaks_english_and_french(string accepts, string more, string heading, string language)
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app, accepts);

        var page = await browser.OpenAsync(waiting.LinkUrl + more);

        Assert.Equal(heading, page.Heading);
        Assert.Contains($"<html lang=\"{language}\">", page.Page, StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync(PagesApp.Waiting waiting) => (await app.GetAsync(waiting.Address)).GetProperty("status").GetString();
}
