using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Expenses.Testing;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>Reconciliation through the whole app, on a sandbox ledger that somebody has been at.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class ReconciliationTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string?> Told = new()
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:Schedule:0"] = "00:00:00",
    };

    private static readonly string[] DriftOnly = ["expenses.reconciliation.drift"];

    [Fact]
    public async Task AnUntouchedLedgerAfterFailuresOfThePlatform_HasNoDrift()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server, new Dictionary<string, string?>
        {
            ["Sandbox:FailBeforeCommitEvery"] = "5",
            ["Sandbox:FailAfterCommitEvery"] = "7",
            ["Sandbox:RejectMerchant"] = "Refused Ltd",
        });
        var company = await app.CreateCompanyAsync("Untouched");
        await EndAsync(app, company, [.. Enumerable.Range(1, 230).Select(i => RunningApp.Expense(amount: i)), RunningApp.Expense(merchant: "Refused Ltd")]);
        for (var i = 0; i < 4; i++)
        {
            await EndAsync(app, company, RunningApp.Expense(amount: 1000m + i));
        }

        var found = await ReconcileAsync(app, company);

        Assert.Equal(0, found.GetProperty("drift").GetInt32());
        Assert.Equal(0, found.GetProperty("unverified").GetInt32());
        var expected = (Enumerable.Range(1, 230).Sum() + 4006m).ToString("0.0#");
        foreach (var side in (string[])["recorded", "ledger"])
        {
            Assert.Equal(234, found.GetProperty(side).GetProperty("count").GetInt32());
            var total = Assert.Single(found.GetProperty(side).GetProperty("currencies").EnumerateArray());
            Assert.Equal("GBP", total.GetProperty("currency").GetString());
            Assert.Equal(decimal.Parse(expected), total.GetProperty("totalAmount").GetDecimal());
        }
    }

    [Fact]
    public async Task WhatSomebodyDidToTheLedger_IsFoundAndTold()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var app = await RunningApp.StartAsync(azurite.Server, Told, client: RunningApp.NewClient());
        await app.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}drift", eventTypes = DriftOnly });
        var company = await app.CreateCompanyAsync("Tampered");
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid().ToString()).ToList();
        var sync = await EndAsync(app, company, [.. ids.Select((id, i) => RunningApp.Expense(amount: 10m + i, id: id))]);
        await AttachAsync(app, company, sync, ids[3]);
        await AttachAsync(app, company, sync, ids[4]);
        Assert.Equal(0, (await ReconcileAsync(app, company)).GetProperty("drift").GetInt32());

        var records = (await app.JournalsAsync(company)).ToDictionary(one => Text(one, "reference"), one => Text(one, "journalId"));
        var ledger = new LedgerRows(app, company);
        var stranger = Guid.NewGuid().ToString();
        await ledger.DeleteAsync(records[ids[0]]);
        await ledger.CopyAsync(records[ids[1]], "jnl-0000000901", journal => journal["journalId"] = "jnl-0000000901");
        await ledger.ChangeAsync(records[ids[2]], journal => journal["totalAmount"] = 99.99m);
        await ledger.DeleteAsync(Assert.Single(await ledger.KeysAsync($"att-{records[ids[3]]["jnl-".Length..]}")));
        await ledger.CopyAsync(records[ids[4]], "jnl-0000000902", journal => (journal["journalId"], journal["reference"]) = ("jnl-0000000902", stranger));
        var found = await ReconcileAsync(app, company);

        Assert.Equal(5, found.GetProperty("drift").GetInt32());
        var differences = found.GetProperty("differences").GetProperty("results").EnumerateArray()
            .Select(one => (Kind: Text(one, "kind"), Transaction: Text(one, "transactionId"), Record: Text(one, "recordId")))
            .ToHashSet();
        Assert.Equal(
            [
                ("MissingInLedger", ids[0], records[ids[0]]),
                ("DoubledInLedger", ids[1], "jnl-0000000901"),
                ("AmountDiffers", ids[2], records[ids[2]]),
                ("AttachmentMissing", ids[3], records[ids[3]]),
                ("NotRecorded", stranger, "jnl-0000000902"),
            ],
            differences);

        // 10 is gone, 12 became 99.99, 11 is there twice, 14 has a stranger's copy.
        Assert.Equal((5, 60m), TotalOf(found, "recorded"));
        Assert.Equal((6, 60m - 10m - 12m + 99.99m + 11m + 14m), TotalOf(found, "ledger"));
        await Eventually.TrueAsync(() => !receiver.Received.IsEmpty);
        var told = JsonDocument.Parse(Assert.Single(receiver.Received).Body).RootElement;
        Assert.Equal("expenses.reconciliation.drift", Text(told, "eventType"));
        Assert.Equal(5, told.GetProperty("payload").GetProperty("drift").GetInt32());
        Assert.Equal(Text(found, "id"), Text(told.GetProperty("payload"), "reconciliationId"));
        Assert.Equal(company, Text(told.GetProperty("payload").GetProperty("referenceCompany"), "id"));
    }

    [Fact]
    public async Task WhatIsAcknowledged_IsShownAndNotToldAgain_UntilItChanges()
    {
        await using var receiver = WebhookReceiver.Start();
        await using var app = await RunningApp.StartAsync(azurite.Server, Told, client: RunningApp.NewClient());
        await app.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}drift", eventTypes = DriftOnly });
        var company = await app.CreateCompanyAsync("Acknowledged");
        var ids = Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString()).ToList();
        await EndAsync(app, company, [.. ids.Select(id => RunningApp.Expense(amount: 10m, id: id))]);
        var records = (await app.JournalsAsync(company)).ToDictionary(one => Text(one, "reference"), one => Text(one, "journalId"));
        var ledger = new LedgerRows(app, company);
        await ledger.DeleteAsync(records[ids[0]]);
        await ledger.ChangeAsync(records[ids[1]], journal => journal["totalAmount"] = 99.99m);
        var first = await ReconcileAsync(app, company);
        await Eventually.TrueAsync(() => !receiver.Received.IsEmpty);
        foreach (var difference in first.GetProperty("differences").GetProperty("results").EnumerateArray())
        {
            await app.PutAsync(
                $"companies/{company}/sync/expenses/reconciliation/differences/{Text(difference, "id")}/acknowledgement",
                new { reason = "Voided by the accountant.", acknowledgedBy = "Ada" });
        }

        var second = await ReconcileAsync(app, company);
        await ledger.ChangeAsync(records[ids[1]], journal => journal["totalAmount"] = 50m);
        var third = await ReconcileAsync(app, company);

        Assert.Equal((2, 2), (second.GetProperty("drift").GetInt32(), second.GetProperty("acknowledged").GetInt32()));
        Assert.All(
            second.GetProperty("differences").GetProperty("results").EnumerateArray(),
            one => Assert.Equal("Voided by the accountant.", Text(one.GetProperty("acknowledgement"), "reason")));
        Assert.Equal((2, 1), (third.GetProperty("drift").GetInt32(), third.GetProperty("acknowledged").GetInt32()));
        await Eventually.TrueAsync(() => receiver.Received.Count >= 2);
        var told = receiver.Received.Select(one => JsonDocument.Parse(one.Body).RootElement.GetProperty("payload")).ToList();
        Assert.Equal(
            [(Text(first, "id"), 0), (Text(third, "id"), 1)],
            told.Select(one => (Text(one, "reconciliationId"), one.GetProperty("acknowledged").GetInt32())).OrderBy(one => one.Item2));
    }

    [Fact]
    public async Task AJournalThatItsOwnerDeletes_IsGoneOnce_AndMissed()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Deleted");
        await EndAsync(app, company, RunningApp.Expense(amount: 10m), RunningApp.Expense(amount: 20m));
        var journal = Text((await app.JournalsAsync(company))[0], "journalId");
        var connection = (await app.GetAsync($"companies/{company}/connections")).GetProperty("results").EnumerateArray().Single(one => Text(one, "sourceType") == "Accounting");
        var journals = $"companies/{company}/connections/{Text(connection, "id")}/sandbox/journals";

        foreach (var (id, expected) in new[] { (journal, HttpStatusCode.NoContent), (journal, HttpStatusCode.NotFound), ("jnl-0000009999", HttpStatusCode.NotFound), ("head", HttpStatusCode.NotFound) })
        {
            using var response = await app.Http.DeleteAsync($"{journals}/{id}");
            Assert.Equal((id, expected), (id, response.StatusCode));
        }

        Assert.Equal(1, (await ReconcileAsync(app, company)).GetProperty("drift").GetInt32());
    }

    [Fact]
    public async Task EveryKindAndItsUpdates_CountOnceWithTheirNewestAmounts()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Kinds");
        var id = Guid.NewGuid().ToString();
        await EndAsync(app, company, RunningApp.Expense(amount: 12.50m, id: id), RunningApp.Expense(amount: 3m, type: "Refund"));
        var updated = await app.PutAsync($"companies/{company}/sync/expenses/expense-transactions/{id}", new
        {
            type = "Payment",
            issueDate = "2026-10-05",
            currency = "GBP",
            lines = new[] { new { netAmount = 20m, taxAmount = 0m, accountRef = new { id = "429" } } },
        }, status: 202);
        await app.EndOfSyncAsync(company, Text(updated, "syncId"));
        var transfer = await app.PutAsync($"companies/{company}/sync/expenses/transfer-transactions/{Guid.NewGuid()}", Transfer());
        await app.EndOfSyncAsync(company, Text(transfer, "syncId"));
        var adjustment = await app.PostAsync($"companies/{company}/sync/expenses/adjustment-transactions", new[] { Adjustment() });
        await app.EndOfSyncAsync(company, Text(adjustment, "syncId"));
        var bill = await app.PostAsync($"companies/{company}/sync/expenses/reimbursable-expense-transactions", new[] { Bill() });
        await app.EndOfSyncAsync(company, Text(bill, "syncId"));

        var found = await ReconcileAsync(app, company);

        Assert.True(found.GetProperty("drift").GetInt32() == 0, found.GetRawText());
        Assert.Equal((5, 20m + 3m + 40m + 25m + 44m), TotalOf(found, "recorded"));
        Assert.Equal((5, 20m + 3m + 40m + 25m + 44m), TotalOf(found, "ledger"));
    }

    [Fact]
    public async Task WhereADatasetIsGone_TheEntryIsLookedForAndItsAmountIsUnverified()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var company = await app.CreateCompanyAsync("Forgotten");
        await EndAsync(app, company, RunningApp.Expense(), RunningApp.Expense());
        var dataset = Text((await app.GetAsync($"companies/{company}/sync/expenses/datasets")).GetProperty("results")[0], "datasetId");
        using (var deleted = await app.Http.DeleteAsync($"companies/{company}/sync/expenses/datasets/{dataset}"))
        {
            Assert.True(deleted.IsSuccessStatusCode);
        }

        var found = await ReconcileAsync(app, company);

        Assert.Equal((0, 2), (found.GetProperty("drift").GetInt32(), found.GetProperty("unverified").GetInt32()));
        Assert.Equal(TotalOf(found, "ledger"), TotalOf(found, "recorded"));
    }

    private static object Transfer() => new
    {
        date = "2026-10-05",
        from = new { accountRef = new { id = "090" }, amount = 40m },
        to = new { accountRef = new { id = "092" }, amount = 46m },
    };

    private static object Adjustment() => new
    {
        id = Guid.NewGuid(),
        date = "2026-10-05",
        currency = "GBP",
        lines = new[] { new { amount = 25m, accountRef = new { id = "420" } }, new { amount = -25m, accountRef = new { id = "429" } } },
    };

    private static object Bill() => new
    {
        id = Guid.NewGuid(),
        contactRef = new { id = "travel-desk" },
        issueDate = "2026-10-05",
        dueDate = "2026-11-05",
        currency = "GBP",
        lines = new[] { new { description = "Taxi", netAmount = 44m, accountRef = new { id = "493" } } },
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static (int Count, decimal Amount) TotalOf(JsonElement found, string side) =>
        (found.GetProperty(side).GetProperty("count").GetInt32(),
            found.GetProperty(side).GetProperty("currencies").EnumerateArray().Sum(one => one.GetProperty("totalAmount").GetDecimal()));

    private static async Task<string> EndAsync(RunningApp app, string company, params object[] expenses)
    {
        var sync = await app.SyncAsync(company, expenses);
        await app.EndOfSyncAsync(company, sync);
        return sync;
    }

    private static async Task AttachAsync(RunningApp app, string company, string sync, string transaction)
    {
        using var file = new ByteArrayContent("%PDF-1.7 receipt"u8.ToArray());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent { { file, "file", "receipt.pdf" } };
        using var response = await app.Http.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions/{transaction}/attachments", form);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> ReconcileAsync(RunningApp app, string company)
    {
        var address = $"companies/{company}/sync/expenses/reconciliation";
        var started = Text(await app.PostAsync(address, new { }), "id");
        var found = await Eventually.GetAsync(
            async () =>
            {
                using var response = await app.Http.GetAsync(address);
                var body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
                return response.IsSuccessStatusCode ? body : default;
            },
            body => body.ValueKind == JsonValueKind.Object && Text(body, "id") == started && Text(body, "status") != "Running",
            RunningApp.Deadline);
        Assert.True(Text(found, "status") == "Complete", found.GetRawText());
        return found;
    }
}
