using System.Globalization;
using System.Text.Json;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// The sample client's runs, one after the other, for as long as there is something to be survived: a run that ends before the
/// last death is followed by another, so that how many deaths there are never depends on the pace of the machine.
/// </summary>
internal sealed class SampleRuns : IAsyncDisposable
{
    public const int Transactions = 300;
    public const int Receipts = 60;

    private readonly RunningService _service;
    private readonly CardData _data;
    private readonly List<ChildProcess> _clients = [];

    public SampleRuns(RunningService service, ITestOutputHelper output)
    {
        _service = service;
        _data = CardData.Find(service.DataFolder);
        output.WriteLine($"input: {_data.Origin}");
        StartNext();
    }

    public int Count => _clients.Count;

    /// <summary>Lets the running one go on for a while; when it ends within that, the next one goes on for as long.</summary>
    public async Task GoOnForAsync(TimeSpan time)
    {
        while (await _clients[^1].EndedWithinAsync(time))
        {
            AssertReconciled(_clients[^1]);
            StartNext();
        }
    }

    /// <summary>Waits for the last one.</summary>
    public async Task AssertAllReconciledAsync(TimeSpan deadline)
    {
        Assert.True(await _clients[^1].EndedWithinAsync(deadline), $"The run did not end within {deadline}.\n{_service.LogTail()}");
        AssertReconciled(_clients[^1]);
    }

    /// <summary>What each run wrote down at its end.</summary>
    public IEnumerable<JsonElement> Results() =>
        Enumerable.Range(1, Count).Select(number => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(_service.ResultFile(number))));

    public string Output() => string.Join('\n', _clients.Select(client => client.Output()));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    private void AssertReconciled(ChildProcess client) =>
        Assert.True(client.ExitCode == 0, $"The client found differences.\n{client.Output()}\n{_service.LogTail()}");

    private void StartNext() => _clients.Add(_service.StartSampleRun(
        Count + 1, "--input", _data.CsvFile, "--receipts", _data.ReceiptsFolder, "--count", Text(Transactions), "--receipt-count", Text(Receipts)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
