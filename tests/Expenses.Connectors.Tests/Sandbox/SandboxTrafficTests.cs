using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Tests.Compliance;
using Expenses.Core.Connectors;
using Expenses.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Expenses.Connectors.Tests.Sandbox;

public sealed class SandboxTrafficTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task One_request_more_than_may_be_in_flight_is_refused_and_later_taken()
    {
        var sandbox = await SlowAsync(("ConcurrentRequests", "1"));
        var first = sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(1)]);

        var exception = await Assert.ThrowsAsync<ConnectorException>(
            () => sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(2)]).WaitAsync(Eventually.DefaultDeadline));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));
        await first;
        var second = sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(2)]);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));
        await second;

        Assert.Equal((FailureCategory.RateLimited, "sandbox.concurrency", TimeSpan.FromSeconds(1)), (exception.Category, exception.Code, exception.RetryAfter));
        Assert.Equal(2, (await sandbox.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Latency_holds_a_request_back_by_the_clock()
    {
        var sandbox = await SlowAsync();
        var push = sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment()]);

        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(push.IsCompleted);
        Assert.Equal(TimeSpan.FromMilliseconds(1), sandbox.Clock.NextDue - sandbox.Clock.GetUtcNow());

        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(Assert.Single((await push).Items).IsCompleted);
    }

    [Fact]
    public async Task The_quota_slides_request_by_request()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString, ("RequestsPerMinute", "2"));
        await PushAsync(sandbox, 1);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(40));
        await PushAsync(sandbox, 2);

        var exception = await Assert.ThrowsAsync<ConnectorException>(() => PushAsync(sandbox, 3));
        Assert.Equal(TimeSpan.FromSeconds(20), exception.RetryAfter);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(20));
        await PushAsync(sandbox, 3);
        exception = await Assert.ThrowsAsync<ConnectorException>(() => PushAsync(sandbox, 4));

        Assert.Equal(TimeSpan.FromSeconds(40), exception.RetryAfter);
    }

    [Fact]
    public async Task An_accepted_push_puts_one_message_into_the_queue_that_names_it()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString, ("Asynchronous", "true"), ("CompletionDelay", "00:00:00"));
        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment()]);
        var queue = sandbox.Queues.GetQueueClient(SandboxPushOperationV1.QueueName);

        var message = await Eventually.GetAsync(() => ReceiveAsync(queue, answer.PushOperationKey!), found => found is not null);

        var connection = sandbox.Connection;
        Assert.Equal(
            new SandboxPushOperationV1(connection.Company.Client.Value, connection.Company.Company.Value, connection.Id.Value, answer.PushOperationKey!),
            message);
    }

    [Fact]
    public async Task An_operation_nobody_accepted_cannot_be_completed()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        Assert.False(await sandbox.Ledger.CompletePushOperationAsync(sandbox.Connection, "no-such-operation"));
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_transient_for_reads_and_unknown_for_writes()
    {
        var connector = Unreachable();
        var connection = SandboxUnderTest.NewConnection();

        var read = await Assert.ThrowsAsync<ConnectorException>(() => connector.ReadReferenceDataAsync(connection));
        var write = await Assert.ThrowsAsync<ConnectorException>(() => connector.PushAsync(connection, []));

        Assert.Equal((FailureCategory.Transient, "sandbox.storage"), (read.Category, read.Code));
        Assert.Equal((FailureCategory.UnknownOutcome, "sandbox.storage"), (write.Category, write.Code));
        Assert.NotNull(write.InnerException);
    }

    [Theory]
    [InlineData("RequestsPerMinute", "0")]
    [InlineData("ConcurrentRequests", "0")]
    [InlineData("LatencyMilliseconds:Minimum", "5")]
    [InlineData("LatencyMilliseconds:Maximum", "60001")]
    [InlineData("CompletionDelay", "8.00:00:00")]
    [InlineData("FailAfterCommitEvery", "-1")]
    public async Task Settings_that_make_no_sense_are_refused_by_name(string setting, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxUnderTest.StartAsync(azurite.ConnectionString, (setting, value)));

        Assert.Contains($"Sandbox:{setting.Split(':')[0]}", exception.Message, StringComparison.Ordinal);
    }

    private static async Task PushAsync(SandboxUnderTest sandbox, int number) =>
        await sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(number)]);

    // Every message that is received stays hidden from the next try, so a full queue is searched to its end.
    private static async Task<SandboxPushOperationV1?> ReceiveAsync(QueueClient queue, string key)
    {
        QueueMessage[] messages = await queue.ReceiveMessagesAsync(maxMessages: 32);
        return messages
            .Select(message => message.Body.ToObjectFromJson<SandboxPushOperationV1>())
            .SingleOrDefault(operation => string.Equals(operation?.PushOperationKey, key, StringComparison.Ordinal));
    }

    private static SandboxConnector Unreachable()
    {
        var storage = $"DefaultEndpointsProtocol=http;AccountName={AzuriteServer.AccountName};AccountKey={AzuriteServer.AccountKey};" +
            $"BlobEndpoint=http://127.0.0.1:{FreePort.Next()}/a;QueueEndpoint=http://127.0.0.1:{FreePort.Next()}/a;TableEndpoint=http://127.0.0.1:{FreePort.Next()}/a;";
        var once = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var options = new SandboxOptions();
        var parts = new LedgerParts(
            new TableServiceClient(storage, once), new BlobServiceClient(storage), new QueueServiceClient(storage), options, TimeProvider.System);
        return new SandboxConnector(new SandboxLedger(parts, options), options, NullLogger<SandboxConnector>.Instance);
    }

    private Task<SandboxUnderTest> SlowAsync(params (string Setting, string Value)[] settings) => SandboxUnderTest.StartAsync(
        azurite.ConnectionString, [("LatencyMilliseconds:Minimum", "5000"), ("LatencyMilliseconds:Maximum", "5000"), .. settings]);
}
