using System.Net;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Http.Pages.Managing;

namespace ExpensesFunctions.Tests.Http.Pages;

/// <summary>The page on which a customer manages its connections (codat-contract M011).</summary>
public sealed class CompanyPageTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task A_link_opens_the_page_of_its_company_and_leaves_no_secret_in_the_address()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        var link = await LinkAsync(waiting.Company);

        var first = await browser.OpenAsync(link);
        var page = await browser.OpenAsync(first.Target);

        Assert.StartsWith($"{app.Client.BaseAddress}company/{waiting.Company}?access=", link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, first.Status);
        Assert.Equal($"{app.Client.BaseAddress}company/{waiting.Company}?lang=en", first.Target);
        Assert.Matches("httponly", first.Headers["Set-Cookie"]);
        Assert.Matches("samesite=lax", first.Headers["Set-Cookie"]);
        Assert.Equal((HttpStatusCode.OK, "Connections of Harbour & Pine Ltd"), (page.Status, page.Heading));
        Assert.Contains("Waiting for you", page.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_is_the_companys_redirect_opened_and_ends_soon()
    {
        var waiting = await app.WaitingAsync();

        var made = await app.PostAsAsync(HttpApp.KeyA, $"/companies/{waiting.Company}/connectionManagement/link", body: null);

        var company = await app.GetAsync($"/companies/{waiting.Company}");
        Assert.Equal(company.GetProperty("redirect").GetString(), made.GetProperty("url").GetString()!.Split('?')[0]);
        Assert.InRange(made.GetProperty("expires").GetDateTimeOffset(), DateTimeOffset.UtcNow + TimeSpan.FromMinutes(5), DateTimeOffset.UtcNow + CompanyPass.LinkLifetime);
    }

    [Fact]
    public async Task A_customer_disconnects_and_reconnects()
    {
        var (browser, waiting, page) = await LinkedAsync();

        var disconnected = await browser.SendAsync(Action(waiting, "disconnect"), Key(page));
        var after = await browser.OpenAsync(disconnected.Target);
        var unlinked = await StatusAsync(waiting);
        var reconnect = await browser.SendAsync(Action(waiting, "reconnect"), Key(after));
        var consent = await browser.OpenAsync(reconnect.Target);
        var done = await browser.SendAsync(reconnect.Target, new Dictionary<string, string> { ["decision"] = "connect" });

        Assert.Equal((HttpStatusCode.SeeOther, "Unlinked"), (disconnected.Status, unlinked));
        Assert.Contains("Disconnected", after.Page, StringComparison.Ordinal);
        Assert.Equal("Connect Sandbox?", consent.Heading);
        Assert.Contains($"company/{waiting.Company}", done.Page, StringComparison.Ordinal);
        Assert.Equal("Linked", await StatusAsync(waiting));
        Assert.Equal(
            ["connection.connected", "connection.disconnected", "connection.reconnected"],
            app.Webhooks.Published.Where(published => published.Company?.Value == waiting.Company && published.Type.StartsWith("connection", StringComparison.Ordinal) && published.Type != "connection.created").Select(published => published.Type));
        browser.Dispose();
    }

    [Fact]
    public async Task Disconnecting_holds_though_a_read_notes_its_end_meanwhile()
    {
        var (browser, waiting, page) = await LinkedAsync();
        app.Companies.Meanwhile = connection => connection with { LastSync = DateTimeOffset.UnixEpoch };

        var disconnected = await browser.SendAsync(Action(waiting, "disconnect"), Key(page));

        Assert.Equal((HttpStatusCode.SeeOther, "Unlinked"), (disconnected.Status, await StatusAsync(waiting)));
        Assert.Equal(DateTimeOffset.UnixEpoch, (await app.StoredAsync(waiting)).LastSync);
        browser.Dispose();
    }

    [Fact]
    public async Task Disconnecting_twice_is_disconnecting_once()
    {
        var (browser, waiting, page) = await LinkedAsync();

        var first = await browser.SendAsync(Action(waiting, "disconnect"), Key(page));
        var second = await browser.SendAsync(Action(waiting, "disconnect"), Key(page));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.Status, second.Status));
        browser.Dispose();
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("reconnect")]
    public async Task A_form_without_the_pages_key_or_of_another_site_does_nothing(string action)
    {
        var (browser, waiting, page) = await LinkedAsync();

        var keyless = await browser.SendAsync(Action(waiting, action), []);
        var guessed = await browser.SendAsync(Action(waiting, action), new() { ["key"] = new string('0', 64) });
        var foreign = await browser.SendAsync(Action(waiting, action), Key(page), from: "cross-site");

        Assert.All([keyless, guessed, foreign], visit => Assert.Equal(HttpStatusCode.BadRequest, visit.Status));
        Assert.Equal("Linked", await StatusAsync(waiting));
        browser.Dispose();
    }

    [Fact]
    public async Task A_session_is_good_for_its_company_and_its_connections_only()
    {
        var (browser, waiting, page) = await LinkedAsync();
        var other = await app.WaitingAsync();

        var otherPage = await browser.OpenAsync($"/company/{other.Company}");
        var otherCompany = await browser.SendAsync(Action(other, "disconnect"), Key(page));
        var otherConnection = await browser.SendAsync(Action(waiting with { Connection = other.Connection }, "disconnect"), Key(page));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (otherPage.Status, otherCompany.Status, otherConnection.Status));
        browser.Dispose();
    }

    [Fact]
    public async Task Who_comes_without_a_link_or_with_another_companys_is_told_where_to_get_one()
    {
        var (waiting, other) = (await app.WaitingAsync(), await app.WaitingAsync());
        var foreign = (await LinkAsync(other.Company)).Split('?')[1];
        using var browser = new Browser(app);

        var bare = await browser.OpenAsync($"/company/{waiting.Company}");
        var swapped = await browser.OpenAsync($"/company/{waiting.Company}?{foreign}");
        var garbage = await browser.OpenAsync($"/company/{waiting.Company}?access=CfDJ8");

        Assert.All([bare, swapped, garbage], visit => Assert.Equal(
            (HttpStatusCode.Unauthorized, "Open this page from your expense product"), (visit.Status, visit.Heading)));
    }

    [Fact]
    public async Task The_partner_connection_is_shown_without_a_button()
    {
        using var browser = new Browser(app);
        var page = await browser.OpenAsync((await browser.OpenAsync(await LinkAsync(app.Company))).Target);

        Assert.Contains("Partner Expense", page.Page, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page.Page, "<form", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_deleted_company_has_no_page()
    {
        var waiting = await app.WaitingAsync();
        using var browser = new Browser(app);
        var first = await browser.OpenAsync(await LinkAsync(waiting.Company));
        using var deleted = await app.Client.DeleteAsync($"/companies/{waiting.Company}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.OpenAsync(first.Target)).Status);
    }

    private static Dictionary<string, string> Key(Browser.Visit page) => new(StringComparer.Ordinal) { ["key"] = page.Field("key") };

    private static string Action(PagesApp.Waiting waiting, string action) => $"/company/{waiting.Company}/connections/{waiting.Connection}/{action}";

    private async Task<(Browser Browser, PagesApp.Waiting Waiting, Browser.Visit Page)> LinkedAsync()
    {
        var waiting = await app.WaitingAsync();
        var browser = new Browser(app);
        await browser.SendAsync(waiting.LinkUrl, new Dictionary<string, string> { ["decision"] = "connect" });
        var first = await browser.OpenAsync(await LinkAsync(waiting.Company));
        return (browser, waiting, await browser.OpenAsync(first.Target));
    }

    private async Task<string> LinkAsync(string company) =>
        (await app.PostAsAsync(HttpApp.KeyA, $"/companies/{company}/connectionManagement/link", body: null)).GetProperty("url").GetString()!;

    private async Task<string?> StatusAsync(PagesApp.Waiting waiting) => (await app.GetAsync(waiting.Address)).GetProperty("status").GetString();
}
