using System.Net.Http.Json;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Refusals in plain words, beside the contract's own (codat-contract pain point 5).</summary>
public sealed class ErrorHelpTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Theory]
    [InlineData(null, "en")]
    [InlineData("en-GB", "en")]
    [InlineData("fr", "fr")]
    [InlineData("fr-CA,fr;q=0.9,en;q=0.8", "fr")]
    [InlineData("de;q=1, fr;q=0.7, en;q=0.6", "fr")]
    [InlineData("en;q=0.9, fr;q=0.2", "en")]
    [InlineData("fr;q=0", "en")]
    [InlineData("de", "en")]
    [InlineData("nonsense;;q=x", "en")]
    public async Task Help_is_in_the_language_the_caller_reads(string? accepted, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/companies/{Guid.NewGuid():D}");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        }

        using var response = await app.Client.SendAsync(request);
        var envelope = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(language, envelope.GetProperty("help").GetProperty("language").GetString());
        Assert.Equal(40401, envelope.GetProperty("detailedErrorCode").GetInt32());
        Assert.StartsWith("No company was found with ID", envelope.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing-here", null, 40404)]
    [InlineData("DELETE", "/companies", null, 40501)]
    [InlineData("POST", "/companies", """{"name":""}""", 40003)]
    [InlineData("POST", "/companies", "{}", 40001)]
    [InlineData("POST", "/companies", "{", 40002)]
    [InlineData("GET", "/companies?page=0", null, 40007)]
    [InlineData("GET", "/companies?query=colour%3Dblue", null, 40007)]
    public async Task Refusals_are_told_apart_by_number(string method, string path, string? body, int code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new StringContent(body, null, "application/json");

        using var response = await app.Client.SendAsync(request);
        var envelope = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(code, envelope.GetProperty("detailedErrorCode").GetInt32());
        Assert.Equal(code / 100, (int)response.StatusCode);
    }

    [Fact]
    public async Task Catalogue_has_every_kind_once_in_both_languages()
    {
        using var french = new HttpRequestMessage(HttpMethod.Get, "/errors") { Headers = { { "Accept-Language", "fr" } } };
        using var response = await app.Client.SendAsync(french);
        var kinds = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray().ToList();
        var english = (await app.GetAsync("/errors")).GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(kinds.Count, kinds.Select(kind => kind.GetProperty("detailedErrorCode").GetInt32()).Distinct().Count());
        Assert.Equal(kinds.Select(Code), english.Select(Code));
        Assert.All(kinds.Zip(english), pair => Assert.NotEqual(Text(pair.First), Text(pair.Second)));
        Assert.All(kinds.Concat(english), kind => Assert.NotEmpty(Text(kind)));
    }

    private static int Code(JsonElement kind) => kind.GetProperty("detailedErrorCode").GetInt32();

    private static string Text(JsonElement kind) => kind.GetProperty("explanation").GetString()!;
}
