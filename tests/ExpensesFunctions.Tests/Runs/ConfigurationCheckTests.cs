using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Testing;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>The nightly round through the whole app: what a ledger lost is on the configuration and told, once.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class ConfigurationCheckTests(AzuriteFixture azurite)
{
    private static readonly Dictionary<string, string?> Told = new()
    {
        ["Webhooks:AllowLoopback"] = "true",
        ["Webhooks:Schedule:0"] = "00:00:00",
    };

    private static readonly string[] InvalidOnly = ["expenses.configuration.invalid"];

    [Fact]
    public async Task WhatTheLedgerLost_IsOnTheConfigurationAndToldOnce()
    {
        await using var receiver = WebhookReceiver.Start();
        var client = RunningApp.NewClient();
        var company = await LosingAsync(receiver, client);

        // Another process: the sandbox's own client may read books that are half a minute old.
        await using var app = await RunningApp.StartAsync(azurite.Server, Told, client: client);
        var lost = await CheckAsync(app, company);
        var again = await CheckAsync(app, company);

        (string, string, string)[] expected = [("Supplier", "card-merchants", "Archived"), ("Customer", "card-refunds", "Deleted"), ("Account", "429", "Archived")];
        Assert.Equal(expected, lost);
        Assert.Equal(expected, again);
        await Eventually.TrueAsync(() => !receiver.Received.IsEmpty);
        var told = JsonDocument.Parse(Assert.Single(receiver.Received).Body).RootElement;
        Assert.Equal("expenses.configuration.invalid", told.GetProperty("eventType").GetString());
        Assert.Equal(company, told.GetProperty("payload").GetProperty("referenceCompany").GetProperty("id").GetString());
        Assert.Equal(expected, told.GetProperty("payload").GetProperty("problems").EnumerateArray().Select(Problem));
    }

    private async Task<string> LosingAsync(WebhookReceiver receiver, string client)
    {
        await using var app = await RunningApp.StartAsync(azurite.Server, Told, client: client);
        await app.PostAsync("webhooks", new { url = $"{receiver.BaseAddress}config", eventTypes = InvalidOnly });
        var company = await app.CreateCompanyAsync("Loses");
        await app.EndOfSyncAsync(company, await app.SyncAsync(company, RunningApp.Expense(account: "429")));
        Assert.Empty(await CheckAsync(app, company));
        await new LedgerRows(app, company).ChangeAsync("books", data =>
        {
            Named(data, "suppliers", "card-merchants")["isActive"] = false;
            Named(data, "accounts", "429")["isActive"] = false;
            data["customers"]!.AsArray().Remove(Named(data, "customers", "card-refunds"));
        });
        return company;
    }

    private static async Task<IReadOnlyList<(string, string, string)>> CheckAsync(RunningApp app, string company)
    {
        var before = CheckedUtc(await app.GetAsync($"companies/{company}/sync/expenses/config"));
        await app.Durable.ScheduleNewOrchestrationInstanceAsync(
            CompanyRoundOrchestrator.Name, new CompanyRoundV1(CheckCompanyConfigurationOrchestrator.Name));
        var answer = await Eventually.GetAsync(
            () => app.GetAsync($"companies/{company}/sync/expenses/config"), body => CheckedUtc(body) != before, RunningApp.Deadline);
        return [.. answer.GetProperty("check").GetProperty("problems").EnumerateArray().Select(Problem)];
    }

    private static string? CheckedUtc(JsonElement configuration) =>
        configuration.TryGetProperty("check", out var check) ? check.GetProperty("checkedUtc").GetString() : null;

    private static (string, string, string) Problem(JsonElement problem) =>
        (problem.GetProperty("use").GetString()!, problem.GetProperty("id").GetString()!, problem.GetProperty("reason").GetString()!);

    private static JsonNode Named(JsonNode books, string list, string id) =>
        books[list]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == id)!;
}
