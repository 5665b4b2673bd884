using System.Net.Http.Json;
using System.Text.Json;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>The calls that attacks on the running app share.</summary>
internal static class AttackedApp
{
    public static Task<RunningApp> StartAsync(AzuriteServer azurite, PlatformAttack attack, params (string Key, string Value)[] settings) =>
        RunningApp.StartAsync(azurite, settings.ToDictionary(one => one.Key, one => (string?)one.Value), replace: attack.Register);

    /// <summary>Stores a dataset.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> DatasetAsync(this RunningApp app, string company, params object[] transactions) =>
        (await app.PostAsync($"companies/{company}/sync/expenses/data/expense-transactions", new { items = transactions }))
        .GetProperty("datasetId").GetString()!;

    /// <summary>Asks for a sync of datasets and waits for its end.</summary>
    /// <returns>The sync and its final code.</returns>
    public static async Task<(string Sync, int Code)> SyncedAsync(this RunningApp app, string company, params string[] datasets)
    {
        var sync = (await app.PostAsync($"companies/{company}/sync/expenses/syncs", new { datasetIds = datasets })).GetProperty("syncId").GetString()!;
        return (sync, await app.CodeOfAsync(company, sync));
    }

    /// <summary>The final code of a sync.</summary>
    public static async Task<int> CodeOfAsync(this RunningApp app, string company, string sync) =>
        (await app.EndOfSyncAsync(company, sync)).GetProperty("syncStatusCode").GetInt32();

    /// <summary>Retries a sync and waits for its end.</summary>
    public static async Task<int> RetriedAsync(this RunningApp app, string company, string sync)
    {
        await app.PostAsync($"companies/{company}/sync/expenses/syncs/{sync}/retry", new { });
        return await app.CodeOfAsync(company, sync);
    }

    /// <summary>The statuses of a sync's transactions, in the caller's order.</summary>
    public static async Task<IReadOnlyList<string>> StatusesAsync(this RunningApp app, string company, string sync) =>
        [.. (await app.TransactionsAsync(company, sync)).Select(row => row.GetProperty("status").GetString()!)];

    /// <summary>The rows of a sync's transactions, in the caller's order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> TransactionsAsync(this RunningApp app, string company, string sync) =>
        [.. (await app.GetAsync($"companies/{company}/sync/expenses/syncs/{sync}/transactions?pageSize=1000")).GetProperty("results").EnumerateArray()];

    /// <summary>The amounts in the company's ledger, in order of booking.</summary>
    public static async Task<IReadOnlyList<decimal>> AmountsAsync(this RunningApp app, string company) =>
        [.. (await app.JournalsAsync(company)).Select(journal => journal.GetProperty("totalAmount").GetDecimal())];

    /// <summary>The company's accounting connection.</summary>
    public static async Task<string> AccountingAsync(this RunningApp app, string company) =>
        (await app.GetAsync($"companies/{company}/connections")).GetProperty("results").EnumerateArray()
        .Single(one => one.GetProperty("sourceType").GetString() == "Accounting").GetProperty("id").GetString()!;

    /// <summary>Deletes the accounting connection and links another ledger.</summary>
    public static async Task ReplaceLedgerAsync(this RunningApp app, string company)
    {
        using var deleted = await app.Http.DeleteAsync($"companies/{company}/connections/{await app.AccountingAsync(company)}");
        Assert.True(deleted.IsSuccessStatusCode, await deleted.Content.ReadAsStringAsync());
        await app.PostAsync($"companies/{company}/connections", new { platformKey = "mqjo" });
        await app.ConfigureAsync(company);
    }

    /// <summary>Uploads a receipt for a run.</summary>
    public static async Task PutReceiptAsync(this RunningApp app, string company, string receipt, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        using var put = await app.Http.PutAsync($"companies/{company}/sync/expenses/receipts/{receipt}?fileName={receipt}.pdf", content);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    /// <summary>Starts a run.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> StartRunAsync(this RunningApp app, string company, string key, object expenses)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"companies/{company}/sync/expenses/runs")
        {
            Content = JsonContent.Create(new { expenses }),
            Headers = { { "Idempotency-Key", key } },
        };
        using var accepted = await app.Http.SendAsync(request);
        var text = await accepted.Content.ReadAsStringAsync();
        Assert.True(accepted.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("runId").GetString()!;
    }

    /// <summary>The results of a run's expenses, in the caller's order.</summary>
    public static async Task<IReadOnlyList<string>> ResultsAsync(this RunningApp app, string company, string run) =>
        [.. (await app.GetAsync($"companies/{company}/sync/expenses/runs/{run}/expenses")).GetProperty("results").EnumerateArray()
            .Select(one => one.GetProperty("result").GetString()!)];
}
