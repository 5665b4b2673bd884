using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Expenses.Testing;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>
/// Several files for one transaction (codat-contract B085, §4.7), each sent by itself in multipart as the SDKs write it: refused
/// while the transaction is on its way, and once each on the sandbox's ledger when it has landed.
/// </summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">The test's output.</param>
[Collection(RunningAppCollection.Name)]
public sealed class SeveralFilesTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task Three_receipts_are_refused_before_the_transaction_landed_and_land_once_each_after_it()
    {
        var files = Receipts();
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Three receipts");
        var id = Guid.NewGuid().ToString();
        app.Watch.Hold();
        var sync = await app.SyncAsync(company, RunningApp.Expense(id: id));
        await Eventually.TrueAsync(() => app.Watch.Moments.Count == 1, RunningApp.Deadline);
        var address = $"companies/{company}/sync/expenses/syncs/{sync}/transactions/{id}/attachments";

        foreach (var file in files)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(app, address, file)).Status);
        }

        app.Watch.Release();
        Assert.Equal(2000, (await app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32());
        Assert.Empty(Attached(await app.JournalsAsync(company)));

        var answers = new List<JsonElement>();
        foreach (var file in files.Concat(files))
        {
            var (status, body) = await UploadAsync(app, address, file);
            Assert.True(status == HttpStatusCode.OK, body.GetRawText());
            Assert.Equal((company, id), (body.GetProperty("companyId").GetString(), body.GetProperty("transactionId").GetString()));
            answers.Add(body);
        }

        // The second round said the same files again: the same attachments, and none more.
        var ids = answers.Select(body => body.GetProperty("id").GetString()).ToList();
        Assert.Equal(3, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ids.Take(3), ids.Skip(3));
        await AssertLandedAsync(app, company, files);
    }

    [Fact]
    public async Task Three_receipts_uploaded_ahead_land_once_each_with_their_run()
    {
        var files = Receipts();
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Three receipts ahead");
        foreach (var (number, file) in files.Index())
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            using var put = await app.Http.PutAsync($"companies/{company}/sync/expenses/receipts/r{number}?fileName={Path.GetFileName(file)}", content);
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        }

        var expense = JsonSerializer.SerializeToNode(RunningApp.Expense())!;
        expense["receiptIds"] = new System.Text.Json.Nodes.JsonArray("r0", "r1", "r2");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"companies/{company}/sync/expenses/runs")
        {
            Content = new StringContent($$"""{"expenses":[{{expense.ToJsonString()}}]}""", null, "application/json"),
            Headers = { { "Idempotency-Key", "three-receipts" } },
        };
        using var started = await app.Http.SendAsync(request);
        var run = JsonDocument.Parse(await started.Content.ReadAsStringAsync()).RootElement.GetProperty("runId").GetString();
        await Eventually.TrueAsync(
            async () => (await app.GetAsync($"companies/{company}/sync/expenses/runs/{run}")).GetProperty("status").GetString() == "Completed",
            RunningApp.Deadline);

        await AssertLandedAsync(app, company, files);
    }

    private static async Task AssertLandedAsync(RunningApp app, string company, IReadOnlyList<string> files)
    {
        var attached = Attached(await app.JournalsAsync(company));
        var hashes = files.Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        Assert.Equal(hashes.Order(StringComparer.Ordinal), attached.Select(one => one.GetProperty("sha256").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(
            files.Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal),
            attached.Select(one => one.GetProperty("fileName").GetString()!).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<JsonElement> Attached(IReadOnlyList<JsonElement> journals) =>
        Assert.Single(journals).TryGetProperty("attachments", out var attachments) ? [.. attachments.EnumerateArray()] : [];

    // Part `file` with its name and type, as TypeScript 6, Go, Python and Java write it.
    private static async Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(RunningApp app, string address, string file)
    {
        using var part = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        part.Headers.ContentType = new MediaTypeHeaderValue(Path.GetExtension(file) == ".pdf" ? "application/pdf" : "image/jpeg");
        using var form = new MultipartFormDataContent { { part, "file", Path.GetFileName(file) } };
        using var response = await app.Http.PostAsync(address, form);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    // Scanned receipts where the data folder is beside the repository; our own sample receipts otherwise.
    private List<string> Receipts()
    {
        var scanned = RepositoryRoot.Shared("data", "receipts");
        output.WriteLine(scanned is null ? "The folder of scanned receipts is not here; the sample's receipts stand for them." : "Scanned receipts.");
        return [.. Directory.GetFiles(scanned ?? RepositoryRoot.File("samples", "month", "receipts"), "*.jpg").Order(StringComparer.Ordinal).Take(3)];
    }
}
