using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Companies and connections over HTTP (codat-contract B001-B011, B016-B019).</summary>
public sealed class CompanyTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Companies_are_listed_newest_first_in_pages_that_keep_the_query()
    {
        foreach (var name in (string[])["List me 1", "List me 2", "List me 3"])
        {
            await app.NewCompanyAsync(name);
            app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await app.GetAsync("/companies?query=name~list%20me&pageSize=2");

        Assert.Equal(["List me 3", "List me 2"], Names(page));
        Assert.Equal(3, page.GetProperty("totalResults").GetInt32());
        var next = page.GetProperty("_links").GetProperty("next").GetProperty("href").GetString()!;
        Assert.Equal("/companies?page=2&pageSize=2&query=name~list%20me", next);
        Assert.Equal(["List me 1"], Names(await app.GetAsync(next)));
        Assert.Equal(["List me 1", "List me 2", "List me 3"], Names(await app.GetAsync("/companies?query=name~list%20me&orderBy=name")));
    }

    [Fact]
    public async Task Another_clients_companies_are_not_listed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/companies?query=id%3D{app.Company}");
        request.Headers.Authorization = HttpApp.Basic(HttpApp.KeyB);
        using var response = await app.Client.SendAsync(request);

        var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(0, page.GetProperty("totalResults").GetInt32());
        Assert.Single(Names(await app.GetAsync($"/companies?query=id%3D{app.Company}")));
    }

    [Fact]
    public async Task Companies_are_found_by_tags_and_by_the_status_of_a_connection()
    {
        var marked = (await app.PostAsync("/companies", new { name = "Marked", tags = new { region = "fr", team = "invoice-finance" } })).GetProperty("id").GetString();
        var unlinked = await app.NewCompanyAsync("Half linked");
        var connection = JsonDocument.Parse(await app.ConnectAsync(unlinked, "half")).RootElement.GetProperty("id").GetString();
        using var patched = await app.Client.PatchAsJsonAsync($"/companies/{unlinked}/connections/{connection}", new { status = "Unlinked" });

        Assert.Equal([marked], Ids(await app.GetAsync("/companies?tags=region%20%3D%20fr%20%26%26%20team~finance")));
        Assert.Equal([unlinked], Ids(await app.GetAsync("/companies?query=dataConnections.status%3DUnlinked")));
    }

    [Fact]
    public async Task Replacing_clears_what_is_absent_and_updating_keeps_it()
    {
        var company = await app.PostAsync("/companies", new { name = "Before", description = "d", tags = new { a = "1" } });
        var address = $"/companies/{company.GetProperty("id").GetString()}";

        using var patched = await app.Client.PatchAsJsonAsync(address, new { description = (string?)null, name = "Patched [name]" });
        var afterPatch = JsonDocument.Parse(await patched.Content.ReadAsStringAsync()).RootElement;
        using var put = await app.Client.PutAsJsonAsync(address, new { name = "Replaced" });
        var afterPut = await app.GetAsync(address);

        Assert.Equal(("Patched name", "d", "1"), (Text(afterPatch, "name"), Text(afterPatch, "description"), Text(afterPatch.GetProperty("tags"), "a")));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(("Replaced", ""), (Text(afterPut, "name"), Text(afterPut, "description")));
        Assert.Empty(afterPut.GetProperty("tags").EnumerateObject());
    }

    [Fact]
    public async Task A_deleted_company_is_gone_for_every_call()
    {
        var company = await app.NewCompanyAsync("To be deleted");
        await app.ConnectAsync(company, "to be deleted");

        using var deleted = await app.Client.DeleteAsync($"/companies/{company}");
        using var read = await app.Client.GetAsync($"/companies/{company}");
        using var connections = await app.Client.GetAsync($"/companies/{company}/connections");
        using var again = await app.Client.DeleteAsync($"/companies/{company}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("", await deleted.Content.ReadAsStringAsync());
        Assert.All([read, connections, again], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
        Assert.Empty(Names(await app.GetAsync($"/companies?query=id%3D{company}")));
    }

    [Fact]
    public async Task A_company_with_a_platform_type_comes_with_its_first_connection()
    {
        var company = await app.PostAsync("/companies", new { name = "Both at once", platformType = SmallLedger.Key });

        var connection = Assert.Single(company.GetProperty("dataConnections").EnumerateArray());
        Assert.Equal((SmallLedger.Key, "Linked"), (Text(connection, "integrationKey"), Text(connection, "status")));
    }

    [Fact]
    public async Task Connections_are_searched_and_a_link_has_another_password_on_each_read()
    {
        var address = app.Address("connections");
        var page = await app.GetAsync($"{address}?query=sourceType%3Daccounting%26%26status%3Dlinked");
        var again = await app.GetAsync($"{address}/{app.Connection}");

        var found = Assert.Single(page.GetProperty("results").EnumerateArray());
        Assert.Equal(app.Connection, Text(found, "id"));
        Assert.Matches("/start\\?otp=[0-9]+(\\.[A-Za-z0-9_-]+){3}$", Text(found, "linkUrl"));
        Assert.NotEqual(Text(found, "linkUrl"), Text(again, "linkUrl"));
    }

    [Fact]
    public async Task An_unlinked_connection_is_linked_again_under_its_id_and_a_deleted_one_is_followed_by_a_new_one()
    {
        var company = await app.NewCompanyAsync("Comes and goes");
        var first = await ConnectionOfAsync(company, "first");
        using var unlinked = await app.Client.PatchAsJsonAsync($"/companies/{company}/connections/{first}", new { status = "Unlinked" });

        Assert.Equal(first, await ConnectionOfAsync(company, "second"));
        Assert.Equal("Linked", Text(await app.GetAsync($"/companies/{company}/connections/{first}"), "status"));

        using var deleted = await app.Client.DeleteAsync($"/companies/{company}/connections/{first}");
        Assert.Equal((HttpStatusCode.OK, ""), (deleted.StatusCode, await deleted.Content.ReadAsStringAsync()));
        using var missing = await app.Client.GetAsync($"/companies/{company}/connections/{first}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.NotEqual(first, await ConnectionOfAsync(company, "third"));
    }

    [Fact]
    public async Task Linking_again_holds_though_a_read_notes_its_end_meanwhile()
    {
        var company = await app.NewCompanyAsync("Busy");
        var connection = await ConnectionOfAsync(company, "busy");
        using var unlinked = await app.Client.PatchAsJsonAsync($"/companies/{company}/connections/{connection}", new { status = "Unlinked" });
        app.Companies.Meanwhile = one => one with { LastSync = DateTimeOffset.UnixEpoch };

        Assert.Equal(connection, await ConnectionOfAsync(company, "busy-again"));

        Assert.Equal("Linked", Text(await app.GetAsync($"/companies/{company}/connections/{connection}"), "status"));
    }

    [Fact]
    public async Task Deleting_the_accounting_connection_takes_the_configuration()
    {
        var company = await app.NewCompanyAsync("Configured");
        var connection = await ConnectionOfAsync(company, "configured");
        using var posted = await app.Client.PostAsync($"/companies/{company}/sync/expenses/config", new StringContent(Sample.Configuration(), null, "application/json"));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);

        using var deleted = await app.Client.DeleteAsync($"/companies/{company}/connections/{connection}");
        using var configuration = await app.Client.GetAsync($"/companies/{company}/sync/expenses/config");

        Assert.Equal(HttpStatusCode.NotFound, configuration.StatusCode);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("results").EnumerateArray().Select(one => Text(one, "name"));

    private static IEnumerable<string?> Ids(JsonElement page) => page.GetProperty("results").EnumerateArray().Select(one => Text(one, "id"));

    private async Task<string?> ConnectionOfAsync(string company, string key) =>
        Text(JsonDocument.Parse(await app.ConnectAsync(company, $"{company}-{key}")).RootElement, "id");
}
