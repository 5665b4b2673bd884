using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Expenses.Contract.Tests.Calls;
using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.Contract.Tests.Service;

/// <summary>One running service for all tests of this project; each makes companies of its own.</summary>
public sealed class ContractService : IAsyncLifetime
{
    private const string WithdrawnKey = "withdrawn-key";

    // The consumers of the tests are on this machine.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Webhooks__AllowLoopback"] = "true",
        ["ApiKeys__Retired__end-to-end"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithdrawnKey))),
    };

    private static readonly Dictionary<string, string> NoQuota = new()
    {
        ["RateLimit__Enabled"] = "true",
        ["RateLimit__RequestsPerCompany"] = "1",
        ["RateLimit__Block"] = "1",
    };

    private Task<IReadOnlyList<Exchange>>? _walk;
    private JsonElement? _sequence;
    private RunningService? _service;

    public RunningService Running => _service ?? throw new InvalidOperationException("The service has not been started.");

    public async Task InitializeAsync() => _service = await RunningService.StartAsync(Settings);

    public async Task DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }

    /// <summary>Every operation called once, and the errors that can be provoked; done once for all tests, which run one by one.</summary>
    public Task<IReadOnlyList<Exchange>> WalkAsync() => _walk ??= RecordAsync();

    /// <summary>What a script with the published SDKs needs: this service's address and its key, and nothing else.</summary>
    public IReadOnlyDictionary<string, string> SdkEnvironment => new Dictionary<string, string>
    {
        ["SERVER_URL"] = Running.BaseAddress.ToString().TrimEnd('/'),
        ["AUTH_HEADER"] = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(RunningService.ApiKey))}",
        ["RECEIPT"] = SampleReceipt.Path,
    };

    /// <summary>The sequence as the published SDKs drive it; driven once for all tests.</summary>
    public async Task<JsonElement> SequenceAsync(ITestOutputHelper output)
    {
        if (_sequence is null)
        {
            var (result, printed) = await NodeScript.RunAsync(Path.Combine("Sdk", "sequence.cjs"), SdkEnvironment);
            output.WriteLine(printed);
            output.WriteLine($"calls: {result.GetProperty("steps").GetArrayLength()}");
            _sequence = result;
        }

        return _sequence.Value;
    }

    /// <summary>A company with a finished sync of one expense.</summary>
    public async Task<(string Company, string Sync)> SyncedCompanyAsync()
    {
        using var client = new RecordingClient(Running.CreateClient());
        var (company, connection) = await CompanyCalls.SetUpAsync(client);
        var walk = new ContractWalk(client, company, connection);
        await ConfigurationCalls.RunAsync(walk);
        var started = await client.PostAsync(
            walk.At("sync/expenses/expense-transactions"), new[] { ExpenseCalls.Expense(Guid.NewGuid().ToString("D"), "Payment") });
        return (company, await ExpenseCalls.UntilEndedAsync(walk, ContractWalk.IdIn(started, "syncId")));
    }

    private async Task<IReadOnlyList<Exchange>> RecordAsync()
    {
        using var client = new RecordingClient(Running.CreateClient());
        using var stranger = new RecordingClient(new HttpClient { BaseAddress = Running.BaseAddress });
        using var withdrawn = new RecordingClient(ClientWith(WithdrawnKey));
        await using var small = await RunningService.StartAsync(NoQuota);
        using var exhausted = new RecordingClient(small.CreateClient());
        await Eventually.TrueAsync(
            async () =>
            {
                await exhausted.GetAsync("/companies");
                return exhausted.Exchanges[^1].Status == 429;
            },
            expectation: "the quota is used up");
        await ContractWalk.RunAsync(client, walk => DocumentedErrors.RunAsync(walk, stranger, withdrawn, exhausted));
        return [.. client.Exchanges, .. stranger.Exchanges, .. withdrawn.Exchanges, .. exhausted.Exchanges];
    }

    private HttpClient ClientWith(string key)
    {
        var client = Running.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
        return client;
    }
}
