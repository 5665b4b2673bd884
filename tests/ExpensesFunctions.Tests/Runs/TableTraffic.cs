using System.Diagnostics;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>What went to Table storage and came back on behalf of one request, whatever else the service does meanwhile.</summary>
internal sealed class TableTraffic : HttpPipelinePolicy
{
    private readonly Lock _lock = new();
    private readonly List<(string? Trace, string Address, int Entities)> _calls = [];

    /// <summary>Gets a page, with how many storage requests that name a text were made for it, and how many entities they gave.</summary>
    /// <returns>The body, and its cost.</returns>
    public async Task<(JsonElement Body, (int Requests, int Entities) Cost)> OfAsync(RunningApp app, string path, string text)
    {
        using var response = await app.Http.GetAsync(path);
        var content = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, content);
        var trace = Assert.Single(response.Headers.GetValues("X-Correlation-Id"));
        lock (_lock)
        {
            var made = _calls.Where(call => string.Equals(call.Trace, trace, StringComparison.Ordinal)).ToList();
            _calls.Clear();
            Assert.NotEmpty(made);
            var named = made.Where(call => call.Address.Contains(text, StringComparison.Ordinal)).ToList();
            return (JsonSerializer.Deserialize<JsonElement>(content), (named.Count, named.Sum(call => call.Entities)));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        lock (_lock)
        {
            _calls.Add((
                Activity.Current?.TraceId.ToHexString(),
                Uri.UnescapeDataString(message.Request.Uri.ToString()),
                message.Request.Method == RequestMethod.Get ? EntitiesIn(message.Response) : 0));
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
