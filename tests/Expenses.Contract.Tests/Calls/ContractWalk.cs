using System.Text.Json;

namespace Expenses.Contract.Tests.Calls;

/// <summary>
/// Every operation of the three Expenses documents once with what it takes, and the errors that can be provoked. An
/// operation the service does not have yet is called all the same: it answers that there is nothing.
/// </summary>
/// <param name="Client">The client.</param>
/// <param name="Company">A company with both connections.</param>
/// <param name="Connection">Its accounting connection.</param>
internal sealed record ContractWalk(RecordingClient Client, string Company, string Connection)
{
    /// <summary>What the sandbox has, for bodies.</summary>
    public static object Line { get; } = new
    {
        netAmount = 10.5m,
        taxAmount = 2.1m,
        taxRateRef = new { id = "INPUT2" },
        accountRef = new { id = "420" },
        trackingRefs = new[] { new { id = "region-north" } },
    };

    public string At(string path) => $"/companies/{Company}/{path}".TrimEnd('/');

    /// <summary>Walks through everything.</summary>
    /// <param name="client">The client.</param>
    /// <param name="beforeTheEnd">What is done before the company is taken down.</param>
    public static async Task<ContractWalk> RunAsync(RecordingClient client, Func<ContractWalk, Task> beforeTheEnd)
    {
        var (company, connection) = await CompanyCalls.SetUpAsync(client);
        var walk = new ContractWalk(client, company, connection);
        await CompanyCalls.RunAsync(walk);
        await ConfigurationCalls.RunAsync(walk);
        await DataCalls.RunAsync(walk);
        await PushCalls.RunAsync(walk);
        await ExpenseCalls.RunAsync(walk);
        await OtherKindCalls.RunAsync(walk);
        await PlatformCalls.RunAsync(walk);
        await OwnCalls.RunAsync(walk);
        await ErrorCalls.RunAsync(walk);
        await beforeTheEnd(walk);
        await CompanyCalls.TearDownAsync(walk);
        return walk;
    }

    /// <summary>A property of an answer, or a fresh id in its place when there was no such answer.</summary>
    public static string IdIn(JsonElement? answer, string property) =>
        answer is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(property, out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()!
            : Guid.NewGuid().ToString("D");

    /// <summary>The same of the first entry of a list.</summary>
    public static string FirstIdIn(JsonElement? answer, string property) =>
        answer is { ValueKind: JsonValueKind.Object } page && page.TryGetProperty("results", out var results) && results.GetArrayLength() > 0
            ? IdIn(results[0], property)
            : Guid.NewGuid().ToString("D");
}
