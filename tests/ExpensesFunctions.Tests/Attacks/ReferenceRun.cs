using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>
/// One company's run of four expenses, one of which the platform refuses, two with receipts; whoever gets no answer asks again
/// under the same key. Then what must have come of it, whatever was lost.
/// </summary>
internal sealed class ReferenceRun(RunningApp app, string company)
{
    private const string Refused = "Refused Ltd";

    private static readonly TimeSpan Deadline = RunningApp.Deadline;
    private static readonly decimal[] Landing = [10m, -5m, 7m];

    private readonly string[] _ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString())];
    private readonly byte[] _first = Encoding.UTF8.GetBytes($"%PDF-1.7 first of {company}");
    private readonly byte[] _second = Encoding.UTF8.GetBytes($"%PDF-1.7 second of {company}");

    /// <summary>The settings of an app that runs it.</summary>
    /// <param name="isAsynchronousPlatform">Whether the platform takes documents and books them later.</param>
    public static Dictionary<string, string?> Settings(bool isAsynchronousPlatform) => new()
    {
        ["Sandbox:RejectMerchant"] = Refused,
        ["Sandbox:Asynchronous"] = isAsynchronousPlatform.ToString(),
        ["Sandbox:CompletionDelay"] = "00:00:00.5",
    };

    /// <summary>Runs it and checks what came of it.</summary>
    public async Task RunAsync()
    {
        await SendAsync(HttpMethod.Put, "receipts/first?fileName=first.pdf", () => new ByteArrayContent(_first));
        await SendAsync(HttpMethod.Put, "receipts/second?fileName=second.pdf", () => new ByteArrayContent(_second));
        var expenses = new[]
        {
            Expense(0, 10m, receipt: "first"),
            Expense(1, 5m, type: "Refund"),
            Expense(2, 3m, merchant: Refused),
            Expense(3, 7m, receipt: "second"),
        };
        var run = (await SendAsync(HttpMethod.Post, "runs", () => JsonContent.Create(new { expenses }), key: company)).GetProperty("runId").GetString();
        var ended = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/sync/expenses/runs/{run}"), one => one.GetProperty("status").GetString() is "Completed" or "Failed", Deadline);
        Assert.Equal("Completed", ended.GetProperty("status").GetString());
        Assert.Equal(["Uploaded", "Synced", "Failed", "Uploaded"], await app.ResultsAsync(company, run!));
        await CheckAsync(ended.GetProperty("syncId").GetString()!);
    }

    private async Task CheckAsync(string sync)
    {
        Assert.Equal(5130, await app.CodeOfAsync(company, sync));
        Assert.Equal(["Completed", "Completed", "PushError", "Completed"], await app.StatusesAsync(company, sync));
        var journals = (await app.JournalsAsync(company)).ToDictionary(journal => journal.GetProperty("reference").GetString()!);
        Assert.Equal(new[] { _ids[0], _ids[1], _ids[3] }.Order(StringComparer.Ordinal), journals.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Landing, new[] { _ids[0], _ids[1], _ids[3] }.Select(id => journals[id].GetProperty("totalAmount").GetDecimal()));
        Assert.Equal([Sha256(_first)], Attachments(journals[_ids[0]]));
        Assert.Empty(Attachments(journals[_ids[1]]));
        Assert.Equal([Sha256(_second)], Attachments(journals[_ids[3]]));
    }

    private JsonNode Expense(int number, decimal amount, string type = "Payment", string merchant = "Lane Cafe", string? receipt = null)
    {
        var node = JsonSerializer.SerializeToNode(RunningApp.Expense(amount, type: type, id: _ids[number], merchant: merchant))!;
        node["receiptIds"] = receipt is null ? new JsonArray() : new JsonArray(receipt);
        return node;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, Func<HttpContent> content, string? key = null) => await Eventually.GetAsync(
        async () =>
        {
            using var request = new HttpRequestMessage(method, $"companies/{company}/sync/expenses/{path}") { Content = content() };
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }

            using var answer = await app.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode >= HttpStatusCode.InternalServerError
                ? throw new HttpRequestException(text)
                : (answer.IsSuccessStatusCode, Text: text);
        },
        answer => answer.IsSuccessStatusCode ? true : throw new InvalidOperationException(answer.Text),
        Deadline) is var (_, body) ? JsonSerializer.Deserialize<JsonElement>(body) : default;

    private static IEnumerable<string> Attachments(JsonElement journal) =>
        journal.GetProperty("attachments").EnumerateArray().Select(one => one.GetProperty("sha256").GetString()!);

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
