using System.Net;
using System.Reflection;
using System.Text.Json;
using ExpensesFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Our own OpenAPI document and the page that shows it.</summary>
public sealed class ReferenceTests(HttpApp app) : IClassFixture<HttpApp>
{
    private static readonly string[] Verbs = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task Document_lists_exactly_the_registered_routes()
    {
        var document = await ReadAsync();

        Assert.Equal(Registered().Order(StringComparer.Ordinal), Operations(document).Select(one => $"{one.Verb} {one.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_answers()
    {
        var operations = Operations(await ReadAsync()).ToList();

        Assert.Equal(operations.Count, operations.Select(one => one.Spec.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.Empty(operations.Where(one => one.Spec.GetProperty("summary").GetString()!.Length == 0).Select(one => one.Path));
        Assert.Empty(operations.Where(one => !one.Spec.GetProperty("responses").EnumerateObject().Any(answer => answer.Name[0] is '2' or '3')).Select(one => one.Path));
        Assert.Empty(operations
            .Where(one => one.Path.Count(character => character == '{') != one.Spec.GetProperty("parameters").EnumerateArray().Count(parameter => parameter.GetProperty("in").GetString() == "path"))
            .Select(one => one.Path));
    }

    [Fact]
    public async Task Pages_are_described_as_pages()
    {
        var spec = Operations(await ReadAsync()).Single(one => (one.Verb, one.Path) == ("post", "/companies/{companyId}/connections/{connectionId}/start")).Spec;

        Assert.Equal(["200", "303", "400", "401", "502"], spec.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
        Assert.All(spec.GetProperty("responses").EnumerateObject(), answer => Assert.True(answer.Value.GetProperty("content").TryGetProperty("text/html", out _)));
        Assert.True(spec.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/x-www-form-urlencoded", out _));
    }

    [Fact]
    public async Task Every_reference_leads_to_a_schema()
    {
        var document = await ReadAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");

        var names = References(document).Select(reference => reference["#/components/schemas/".Length..]).ToList();

        Assert.NotEmpty(names);
        Assert.Empty(names.Where(name => !schemas.TryGetProperty(name.Split('/')[0], out _)));
        Assert.Equal("ErrorEnvelope", names.Find(name => name == "ErrorEnvelope"));
    }

    [Fact]
    public async Task Page_needs_no_key_and_nothing_from_elsewhere()
    {
        using var stranger = new HttpClient { BaseAddress = app.Client.BaseAddress };
        using var response = await stranger.GetAsync("/docs");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Registered() =>
        from type in typeof(ExpensesHttp).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.IsDefined(typeof(FunctionAttribute))
        from trigger in method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
        from verb in trigger.Methods ?? []
        select $"{verb.ToLowerInvariant()} /{trigger.Route}";

    private static IEnumerable<(string Path, string Verb, JsonElement Spec)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from verb in path.Value.EnumerateObject()
        where Verbs.Contains(verb.Name)
        select (path.Name, verb.Name, verb.Value);

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(property =>
            property.Name == "$ref" && property.Value.ValueKind == JsonValueKind.String ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private async Task<JsonElement> ReadAsync()
    {
        using var stranger = new HttpClient { BaseAddress = app.Client.BaseAddress };
        return JsonDocument.Parse(await stranger.GetStringAsync("/openapi.json")).RootElement;
    }
}
