using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>
/// The same transactions come at the same time as an expense run, as an array of the newest contract and as a dataset with a
/// sync of the oldest, each with amounts of its own, while storage fails. Each is in the ledger once, with the amount of the
/// one that says so, and the others say that it is not theirs.
/// </summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">The test's output.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class ContestedTransactionTests(AttackedStorage azurite, ITestOutputHelper output)
{
    private const int Companies = 6;
    private static readonly TimeSpan Deadline = RunningApp.Deadline;

    [Theory]
    [InlineData(CallFault.AnswerLost)]
    [InlineData(CallFault.AnswerLostForGood)]
    public async Task WhateverIsLost_EachIsInTheLedgerOnce_AsOneOfThemSays(CallFault fault)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var faults = new CountedFaults();
        using var storage = new FaultyStorage(azurite.Server, faults);
        await using var app = await RunningApp.StartAsync(
            azurite.Server, new Dictionary<string, string?> { ["Idempotency:Unanswered"] = "00:00:10" }, replace: storage.Register);
        var winners = await Task.WhenAll(Enumerable.Range(0, Companies).Select(async number =>
        {
            var company = await app.CreateCompanyAsync($"Contested {number}");
            faults.BeginOften(company, fault, oneIn: 6, seed + number);
            return await ContestAsync(app, company);
        }));

        output.WriteLine($"landed by: {string.Join(' ', winners.SelectMany(one => one).CountBy(winner => winner).Select(one => $"{one.Key}: {one.Value}"))}");
    }

    private static async Task<IReadOnlyList<string>> ContestAsync(RunningApp app, string company)
    {
        string[] ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString())];
        object[] Expenses(decimal amount) => [.. ids.Select((id, number) => RunningApp.Expense(amount + number, id: id))];

        var said = await Task.WhenAll(
            ByRunAsync(app, company, new { expenses = Expenses(100m) }),
            ByArrayAsync(app, company, Expenses(200m)),
            ByDatasetAsync(app, company, new { items = Expenses(300m) }));

        var journals = (await app.JournalsAsync(company)).ToLookup(
            journal => journal.GetProperty("reference").GetString()!, journal => journal.GetProperty("totalAmount").GetDecimal());
        Assert.Equal(said.Sum(one => one.Completed.Count), journals.Count);
        var winners = new List<string>();
        foreach (var (id, number) in ids.Select((id, number) => (id, number)))
        {
            var owner = Assert.Single(said, one => one.Completed.Contains(id));
            Assert.Equal(owner.Amount + number, Assert.Single(journals[id]));
            winners.Add(owner.By);
        }

        return winners;
    }

    private static async Task<Said> ByRunAsync(RunningApp app, string company, object body)
    {
        var run = (await SendAsync(app, $"companies/{company}/sync/expenses/runs", body))!.Value.GetProperty("runId").GetString();
        var ended = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/sync/expenses/runs/{run}"), one => one.GetProperty("status").GetString() is "Completed" or "Failed", Deadline);
        return ended.TryGetProperty("syncId", out var sync) && sync.ValueKind == JsonValueKind.String
            ? await SaidAsync(app, company, "run", 100m, sync.GetString()!)
            : new Said("run", 100m, []);
    }

    private static async Task<Said> ByArrayAsync(RunningApp app, string company, object body) =>
        await SendAsync(app, $"companies/{company}/sync/expenses/expense-transactions", body) is { } created
            ? await SaidAsync(app, company, "array", 200m, created.GetProperty("syncId").GetString()!)
            : new Said("array", 200m, []);

    private static async Task<Said> ByDatasetAsync(RunningApp app, string company, object body)
    {
        if (await SendAsync(app, $"companies/{company}/sync/expenses/data/expense-transactions", body) is not { } dataset)
        {
            return new Said("dataset", 300m, []);
        }

        var datasetIds = new[] { dataset.GetProperty("datasetId").GetString() };
        var sync = (await SendAsync(app, $"companies/{company}/sync/expenses/syncs", new { datasetIds }))!.Value;
        return await SaidAsync(app, company, "dataset", 300m, sync.GetProperty("syncId").GetString()!);
    }

    private static async Task<Said> SaidAsync(RunningApp app, string company, string by, decimal amount, string sync)
    {
        var code = await Eventually.GetAsync(() => app.CodeOfAsync(company, sync), one => one >= 2000, Deadline);
        var rows = await app.TransactionsAsync(company, sync);
        Assert.DoesNotContain(rows, row => row.GetProperty("status").GetString() is "Pending" or "Unknown");
        Assert.Equal(code == 2000, rows.Count > 0 && rows.All(row => row.GetProperty("status").GetString() == "Completed"));
        return new Said(by, amount, [.. rows
            .Where(row => row.GetProperty("status").GetString() == "Completed")
            .Select(row => row.GetProperty("transactionId").GetString()!)]);
    }

    // Asks until there is an answer, under one key; null where the transactions are somebody else's already.
    private static async Task<JsonElement?> SendAsync(RunningApp app, string path, object body)
    {
        var key = Guid.NewGuid().ToString();
        var (status, text) = await Eventually.GetAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
                using var answer = await app.Http.SendAsync(request);
                return (answer.StatusCode, Text: await answer.Content.ReadAsStringAsync());
            },
            answer => answer.StatusCode < HttpStatusCode.InternalServerError && answer.StatusCode != HttpStatusCode.Conflict,
            Deadline);
        Assert.True(status == HttpStatusCode.BadRequest || (int)status < 300, $"{path}: {(int)status} {text}");
        return status == HttpStatusCode.BadRequest ? null : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private sealed record Said(string By, decimal Amount, IReadOnlyCollection<string> Completed);
}
