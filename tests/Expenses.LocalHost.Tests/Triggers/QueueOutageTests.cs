using Azure.Storage.Queues;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class QueueOutageTests
{
    [Fact]
    public async Task Listener_OutlivesAnOutage_AndSaysSoOnce()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var received = new QueueTriggerTests.Received();
        await using var hosted = await Hosted.StartAsync(
            [typeof(Listening)],
            worker => worker.Services.AddSingleton(received),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["AzureWebJobsStorage"] = azurite.ConnectionString });
        var queue = new QueueClient(azurite.ConnectionString, "outage", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await Eventually.TrueAsync(async () => await queue.ExistsAsync());

        await azurite.StopAsync();
        await Eventually.TrueAsync(() => Count(hosted, "Warning: Queue 'outage' cannot be read") == 1);
        await azurite.StartAgainAsync();
        await Eventually.TrueAsync(() => Count(hosted, "Information: Queue 'outage' is read again") == 1);
        await queue.SendMessageAsync("after");

        await Eventually.TrueAsync(() => received.Texts.Contains("after", StringComparer.Ordinal));
        Assert.Equal(1, Count(hosted, "Warning: Queue 'outage' cannot be read"));
    }

    private static int Count(Hosted hosted, string start) => hosted.Log.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private sealed class Listening(QueueTriggerTests.Received received)
    {
        [Function("Listening")]
        public Task RunAsync([QueueTrigger("outage")] string text) => received.TakeAsync(text);
    }
}
