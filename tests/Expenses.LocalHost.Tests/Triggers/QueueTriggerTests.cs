using System.Collections.Concurrent;
using System.Text;
using Azure.Storage.Queues;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class QueueTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string HostJson = """
        { "extensions": { "queues": { "batchSize": 4, "maxDequeueCount": 3, "visibilityTimeout": "00:00:00", "messageEncoding": "base64" } } }
        """;

    private readonly string _queueName = AzuriteFixture.NewPrefix() + "-work";
    private readonly Received _received = new();

    [Fact]
    public async Task Message_ReachesTheFunction_AndIsGone()
    {
        await using var hosted = await StartAsync(typeof(Text));

        await SendAsync("hello");
        await Eventually.TrueAsync(() => !_received.Texts.IsEmpty);
        await Eventually.TrueAsync(IsEmptyAsync);

        Assert.Equal(["hello 1"], _received.Texts);
    }

    [Fact]
    public async Task JsonMessage_BindsToARecord()
    {
        await using var hosted = await StartAsync(typeof(Json));

        await SendAsync("""{ "syncid": "s-1", "Attempt": 2 }""");

        await Eventually.TrueAsync(() => _received.Texts.Contains("s-1 2", StringComparer.Ordinal));
    }

    [Fact]
    public async Task Function_ThatFailsOnce_GetsTheMessageAgain()
    {
        _received.Failures = 1;
        await using var hosted = await StartAsync(typeof(Text));

        await SendAsync("again");
        await Eventually.TrueAsync(() => _received.Texts.Count == 2);

        Assert.Equal(["again 1", "again 2"], _received.Texts);
    }

    [Fact]
    public async Task Function_ThatAlwaysFails_EndsInThePoisonQueue()
    {
        _received.Failures = int.MaxValue;
        await using var hosted = await StartAsync(typeof(Text));

        await SendAsync("poison");
        var poison = await Eventually.GetAsync(
            async () => (await Client("-poison").PeekMessageAsync()).Value, message => message is not null);

        Assert.Equal("poison", poison.Body.ToString());
        Assert.Equal(["poison 1", "poison 2", "poison 3"], _received.Texts);
        await Eventually.TrueAsync(IsEmptyAsync);
    }

    [Theory]
    [InlineData("not base64 at all!")]
    [InlineData("bm90IGpzb24=")]
    public async Task Message_ThatCannotBeRead_EndsInThePoisonQueueUnchanged(string raw)
    {
        await using var hosted = await StartAsync(typeof(Json));

        await Client(encoding: QueueMessageEncoding.None).SendMessageAsync(raw);
        var poison = await Eventually.GetAsync(
            async () => (await Client("-poison", QueueMessageEncoding.None).PeekMessageAsync()).Value, message => message is not null);

        Assert.Equal(raw, poison.Body.ToString());
        Assert.Empty(_received.Texts);
    }

    [Fact]
    public async Task Messages_RunSideBySide_UpToTheBatchSize()
    {
        _received.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hosted = await StartAsync(typeof(Text));

        for (var i = 0; i < 6; i++)
        {
            await SendAsync($"m{i}");
        }

        await Eventually.TrueAsync(() => _received.Texts.Count == 4);
        _received.Hold.SetResult();
        await Eventually.TrueAsync(() => _received.Texts.Count == 6);

        Assert.Equal(4, _received.MostAtOnce);
    }

    private Task<Hosted> StartAsync(Type functions) => Hosted.StartAsync(
        [functions],
        worker => worker.Services.AddSingleton(_received),
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["QueueName"] = _queueName,
        },
        hostJson: HostJson);

    private QueueClient Client(string suffix = "", QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(azurite.ConnectionString, _queueName + suffix, new QueueClientOptions { MessageEncoding = encoding });

    private async Task SendAsync(string text)
    {
        await Client().CreateIfNotExistsAsync();
        await Client().SendMessageAsync(text);
    }

    private async Task<bool> IsEmptyAsync() => (await Client().GetPropertiesAsync()).Value.ApproximateMessagesCount == 0;

    internal sealed class Received
    {
        private readonly Lock _counting = new();
        private int _running;
        private int _failed;

        public ConcurrentQueue<string> Texts { get; } = new();

        public int Failures { get; set; }

        public int MostAtOnce { get; private set; }

        public TaskCompletionSource? Hold { get; set; }

        public async Task TakeAsync(string text)
        {
            Count(1);
            Texts.Enqueue(text);
            await (Hold?.Task ?? Task.CompletedTask);
            Count(-1);
            if (Interlocked.Increment(ref _failed) <= Failures)
            {
                throw new InvalidOperationException("not this time");
            }
        }

        private void Count(int change)
        {
            lock (_counting)
            {
                _running += change;
                MostAtOnce = Math.Max(MostAtOnce, _running);
            }
        }
    }

    private sealed record SyncRequest(string SyncId, int Attempt);

    private sealed class Text(Received received)
    {
        [Function("Text")]
        public Task RunAsync([QueueTrigger("%QueueName%")] string text, long dequeueCount) => received.TakeAsync($"{text} {dequeueCount}");
    }

    private sealed class Json(Received received)
    {
        [Function("Json")]
        public Task RunAsync([QueueTrigger("%QueueName%", Connection = "AzureWebJobsStorage")] SyncRequest request, CancellationToken cancellationToken)
        {
            Assert.False(cancellationToken.IsCancellationRequested);
            return received.TakeAsync($"{request.SyncId} {request.Attempt}");
        }
    }
}
