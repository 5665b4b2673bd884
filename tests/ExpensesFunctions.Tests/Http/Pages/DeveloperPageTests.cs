using System.Net;
using System.Text.RegularExpressions;

namespace ExpensesFunctions.Tests.Http.Pages;

/// <summary>The page for engineers, and the files of all pages, as they are served (codat-contract M098).</summary>
public sealed partial class DeveloperPageTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task The_page_needs_no_key_and_runs_our_scripts_only()
    {
        using var browser = new Browser(app);

        var page = await browser.OpenAsync("/developers");

        var policy = page.Headers["Content-Security-Policy"];
        Assert.Equal((HttpStatusCode.OK, "Developers"), (page.Status, page.Heading));
        Assert.Contains("default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.All(Scripts.Matches(page.Page), script => Assert.Contains(" src=", script.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_file_a_page_names_is_there()
    {
        using var browser = new Browser(app);
        var page = await browser.OpenAsync("/developers");
        var files = new Queue<string>(Files.Matches(page.Page).Select(match => match.Groups["file"].Value));
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        while (files.TryDequeue(out var file))
        {
            if (!seen.ContainsKey(file))
            {
                var visit = await browser.OpenAsync($"/pages/{file}");
                seen[file] = $"{(int)visit.Status} {visit.Headers["Content-Type"].Split(';')[0]} {visit.Headers["Cache-Control"]}";
                Imports.Matches(visit.Page).ToList().ForEach(match => files.Enqueue(match.Groups["file"].Value));
            }
        }

        Assert.Equal(
            ["api.js", "consumers.js", "developers.js", "dom.js", "icon.svg", "keys.js", "rules.js", "style.css"], seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen, file => Assert.Equal(
            $"200 {Path.GetExtension(file.Key) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "image/svg+xml" }} no-cache", file.Value));
    }

    [Fact]
    public async Task A_file_that_the_browser_has_is_not_sent_again()
    {
        using var client = new HttpClient { BaseAddress = app.Client.BaseAddress };
        using var first = await client.GetAsync("/pages/style.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/pages/style.css") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var second = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/pages/none.js")]
    [InlineData("/pages/..%2Fdocs.html")]
    public async Task Other_files_are_not_there(string address)
    {
        using var browser = new Browser(app);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task French_is_chosen_and_leads_back_to_english()
    {
        using var browser = new Browser(app, "fr");

        var page = await browser.OpenAsync("/developers");

        Assert.Equal("Développeurs", page.Heading);
        Assert.Contains("href=\"?lang=en\" lang=\"en\"", page.Page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Scripts { get; }

    [GeneratedRegex("(src|href)=\"pages/(?<file>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Files { get; }

    [GeneratedRegex(@"from '\./(?<file>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Imports { get; }
}
