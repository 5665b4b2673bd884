using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExpensesFunctions.Tests.Http;

/// <summary>What is exactly at a limit passes; one above is in the table of malformed requests.</summary>
public sealed class LimitTests(HttpApp app) : IClassFixture<HttpApp>
{
    public static TheoryData<string> AtTheLimit => [.. Bodies.Keys];

    private static IReadOnlyDictionary<string, (string Path, string Body)> Bodies { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["body of 10 MB"] = ("/companies", """{"name":"x"}""".PadRight(10 * 1024 * 1024)),
        ["32 levels"] = ("/companies", $$"""{"name":"x","deep":{{new string('[', 31)}}{{new string(']', 31)}}}"""),
        ["company name of 255 characters"] = ("/companies", $$"""{"name":"{{new string('x', 255)}}"}"""),
        ["100 lines"] = Data(transaction => transaction["lines"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => Sample.Line())])),
        ["10 tracking references"] = Data(transaction => transaction["lines"]![0]!["trackingRefs"] = new JsonArray([.. Enumerable.Range(0, 10).Select(number => Sample.Ref($"t{number}"))])),
        ["amount of a million million and four decimals"] = Data(transaction =>
        {
            transaction["lines"]![0]!["netAmount"] = -1_000_000_000_000m;
            transaction["lines"]![0]!["taxAmount"] = 0.0001m;
        }),
        ["trailing zeros"] = Data(transaction => transaction["lines"]![0]!["netAmount"] = JsonNode.Parse("1.100000")),
        ["rate of nine decimals"] = Data(transaction => transaction["currencyRate"] = 0.000000001m),
        ["longest texts"] = Data(transaction =>
        {
            transaction["merchantName"] = new string('m', 200);
            transaction["reference"] = new string('r', 100);
            transaction["notes"] = "line\r\n\t" + new string('n', 3993);
            transaction["bankAccountRef"] = Sample.Ref(new string('b', 100));
        }),
        ["date with seven fractional digits"] = Data(transaction => transaction["issueDate"] = "2024-05-21T10:11:12.1234567Z"),
        ["date without an offset"] = Data(transaction => transaction["issueDate"] = "2024-05-21T00:00:00"),
        ["array of 50"] = ("sync/expenses/expense-transactions", Sample.Array([.. Enumerable.Range(0, 50).Select(_ => Sample.Transaction())])),
        ["dataset of 10,000"] = ("sync/expenses/data/expense-transactions", Sample.Dataset([.. Enumerable.Range(0, 10_000).Select(_ => Sample.Transaction())])),
        ["empty dataset"] = ("sync/expenses/data/expense-transactions", Sample.Dataset()),
        ["run with a receipt"] = ("sync/expenses/runs", Sample.Run(Sample.With(expense => expense["receiptIds"] = new JsonArray(HttpApp.Receipt)))),
    };

    [Theory]
    [MemberData(nameof(AtTheLimit))]
    public async Task Request_at_the_limit_is_taken(string name)
    {
        var (path, body) = Bodies[name];
        using var request = new HttpRequestMessage(HttpMethod.Post, path.StartsWith('/') ? path : app.Address(path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", new string('k', 255 - name.Length) + name.Replace(' ', '-'));

        using var response = await app.Client.SendAsync(request);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answer_names_at_most_a_thousand_rejected_values()
    {
        var body = $$"""{"items":[{{string.Join(',', Enumerable.Repeat("0", 1500))}}]}""";

        using var response = await app.Client.PostAsync(
            app.Address("sync/expenses/data/expense-transactions"), new StringContent(body, Encoding.UTF8, "application/json"));

        using var envelope = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var errors = envelope.RootElement.GetProperty("validation").GetProperty("errors");
        Assert.Equal(1000, errors.GetArrayLength());
        Assert.Equal("/items/999", errors[999].GetProperty("itemId").GetString());
    }

    private static (string Path, string Body) Data(Action<JsonObject> change) =>
        ("sync/expenses/data/expense-transactions", Sample.Dataset(Sample.With(change)));
}
