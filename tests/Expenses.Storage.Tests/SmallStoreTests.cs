using System.Text;
using Azure.Storage.Queues;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class SmallStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IAttachmentIntentStore _attachments = storage.Get<IAttachmentIntentStore>();
    private readonly IPushOperationStore _operations = storage.Get<IPushOperationStore>();

    [Fact]
    public async Task AttachmentIntent_SavedTwice_GivesEveryFieldOfTheSecond()
    {
        var intent = Attachment(Make.Company(), "t", "abc");
        var first = await _attachments.SaveAsync(intent);
        var second = await _attachments.SaveAsync(first with { State = PushIntentState.Completed, AttachmentId = "a/1", Message = "m", Sent = Make.Noon.AddTicks(1) });

        Assert.Equal(second, await _attachments.FindAsync(intent.Company, intent.TransactionId, "abc"));
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public async Task AttachmentIntent_ExistsAlready_IsAConflict()
    {
        var intent = Attachment(Make.Company(), "t", "abc");
        var read = await _attachments.SaveAsync(intent);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _attachments.SaveAsync(intent with { Message = "second" }));
        await _attachments.SaveAsync(read with { State = PushIntentState.Sent });
        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _attachments.SaveAsync(read with { State = PushIntentState.Failed }));
        Assert.Equal(PushIntentState.Sent, (await _attachments.FindAsync(intent.Company, intent.TransactionId, "abc"))!.State);
    }

    [Fact]
    public async Task AttachmentIntent_OtherFileTransactionOrClient_IsAnotherOne()
    {
        var intent = Attachment(Make.Company(), "t", "abc");
        await _attachments.SaveAsync(intent);

        Assert.Null(await _attachments.FindAsync(intent.Company, intent.TransactionId, "abd"));
        Assert.Null(await _attachments.FindAsync(intent.Company, new TransactionId("T"), "abc"));
        Assert.Null(await _attachments.FindAsync(intent.Company with { Client = new ClientId("other") }, intent.TransactionId, "abc"));
    }

    [Fact]
    public async Task PushOperation_SameKeyAgain_TellsTheNewestWaiter()
    {
        var operation = new PushOperation(
            Make.Company(), new ConnectionId("c1"), "op/1", new SyncId("s"), "s.chunk-1", Make.Noon.AddTicks(3));
        await _operations.SaveAsync(operation);
        Assert.Equal(operation, await _operations.FindAsync(operation.Connection, operation.Key));

        await _operations.SaveAsync(operation with { InstanceId = "s.1.chunk-1" });
        Assert.Equal("s.1.chunk-1", (await _operations.FindAsync(operation.Connection, operation.Key))!.InstanceId);
        Assert.Null(await _operations.FindAsync(new ConnectionId("c2"), operation.Key));
    }

    [Fact]
    public async Task PushOperation_HostileKeys_RoundTripAndNeverMeet()
    {
        var connection = new ConnectionId("hostile/connection");
        foreach (var key in Make.HostileIds)
        {
            await _operations.SaveAsync(new PushOperation(Make.Company(), connection, key, new SyncId("s"), key, Make.Noon));
        }

        foreach (var key in Make.HostileIds)
        {
            Assert.Equal(key, (await _operations.FindAsync(connection, key))!.InstanceId);
        }
    }

    [Fact]
    public async Task EnqueueAsync_Request_IsBase64JsonThatNeverExpires()
    {
        await storage.Get<ISyncRequestQueue>().EnqueueAsync(new SyncRequestV1("cliént", "company", "sync", 2));

        // A client of its own that decodes nothing sees what the trigger's host sees.
        var name = storage.Get<QueueServiceClient>().GetQueueClient(storage.Get<StorageNames>().SyncRequests).Name;
        var message = (await new QueueClient(storage.ConnectionString, name).PeekMessageAsync()).Value;
        var json = Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText));
        Assert.Equal(
            new SyncRequestV1("cliént", "company", "sync", 2), System.Text.Json.JsonSerializer.Deserialize<SyncRequestV1>(json));
        Assert.True(message.ExpiresOn > DateTimeOffset.UtcNow.AddYears(50), $"expires on {message.ExpiresOn}");
    }

    private static AttachmentIntent Attachment(CompanyKey company, string transaction, string sha256) =>
        new() { Company = company, TransactionId = new TransactionId(transaction), Sha256 = sha256 };
}
