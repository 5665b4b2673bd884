using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>What went to Table storage and came back, for the requests that name a text.</summary>
internal sealed class TableTraffic : HttpPipelinePolicy
{
    private readonly Lock _lock = new();
    private readonly List<(string Address, int Entities)> _calls = [];

    /// <summary>How many requests with a text in their address there were since the last look, and how many entities they gave.</summary>
    public (int Requests, int Entities) Take(string text)
    {
        lock (_lock)
        {
            var mine = _calls.Where(call => call.Address.Contains(text, StringComparison.Ordinal)).ToList();
            _calls.Clear();
            return (mine.Count, mine.Sum(call => call.Entities));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        lock (_lock)
        {
            _calls.Add((Uri.UnescapeDataString(message.Request.Uri.ToString()), message.Request.Method == RequestMethod.Get ? EntitiesIn(message.Response) : 0));
        }
    }

    private static int EntitiesIn(Azure.Response response)
    {
        if (response.Status != 200)
        {
            return 0;
        }

        using var body = JsonDocument.Parse(response.Content);
        return body.RootElement.TryGetProperty("value", out var rows) ? rows.GetArrayLength() : 1;
    }
}
