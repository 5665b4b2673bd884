using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Storage.Companies;
using Expenses.Storage.Data;
using Expenses.Storage.Lists;
using Expenses.Storage.Retention;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Tests;

/// <summary>
/// The process dies at one storage request of a change that consumers are told of: before it is sent, or after it was
/// carried out. Every request of every such change is tried. What is stored is told, what is not is not (P5).
/// </summary>
public sealed class CommittedEventCrashTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int MoreThanAnyChange = 40;

    public static TheoryData<string> Changes => new(
        "company added", "company deleted", "connection added", "connection unlinked", "connection deleted", "reads ended", "write ended");

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task DeathAtAnyRequest_TellsWhatIsStored_AndNothingElse(string change)
    {
        var deaths = 0;
        for (var number = 0; number < MoreThanAnyChange; number++)
        {
            foreach (var afterCommit in new[] { false, true })
            {
                var company = Make.Company($"client-{change.Replace(' ', '-')}");
                await PrepareAsync(change, company);
                using var transport = new DyingTransport(number, afterCommit);
                try
                {
                    await MakeAsync(change, company, Stores.Over(storage, transport));
                }
                catch (Exception) when (transport.HasDied)
                {
                    deaths++;
                }

                var name = $"{change}, request {number}, {(afterCommit ? "after" : "before")} it was carried out";
                var told = await ToldAsync(company);
                Assert.True(await IsMadeAsync(change, company) == told.Contains(EventOf(company).MessageId().Value), name);
                if (!transport.HasDied)
                {
                    Assert.True(await IsMadeAsync(change, company), name);
                    Assert.InRange(deaths, 8, 2 * MoreThanAnyChange);
                    return;
                }
            }
        }

        Assert.Fail($"'{change}' makes more requests than were tried.");
    }

    [Fact]
    public async Task SweptTwice_NothingIsLeftToTell()
    {
        var company = Make.Company("client-twice");
        using var transport = new DyingTransport(8, afterCommit: false);
        await Assert.ThrowsAnyAsync<Exception>(() => MakeAsync("company added", company, Stores.Over(storage, transport)));
        var events = storage.Get<ICommittedEvents>();

        Assert.Equal(1, await events.PublishLeftAsync(Make.Noon.AddMinutes(5)));
        Assert.Equal(0, await events.PublishLeftAsync(Make.Noon.AddMinutes(5)));
        Assert.Equal([EventOf(company).MessageId().Value], await ToldAsync(company));
    }

    private static PublishedEvent EventOf(CompanyKey company) => new()
    {
        Id = DerivedId.Guid("event", company.ToString()),
        Client = company.Client,
        Company = company.Company,
        Type = EventCatalogue.CompanyCreated,
        Occurred = Make.Noon,
        Payload = "{}",
    };

    private static Company CompanyOf(CompanyKey key) => new(key, "Name", "", Make.Noon);

    private static PullOperation Operation(CompanyKey company) => new()
    {
        Company = company, Id = new PullOperationId("read"), Connection = new ConnectionId("c1"), DataType = DataTypes.Suppliers, Requested = Make.Noon,
    };

    private async Task PrepareAsync(string change, CompanyKey company)
    {
        if (change is "company deleted" or "connection unlinked" or "connection deleted")
        {
            await storage.Get<ICompanyStore>().AddAsync(CompanyOf(company));
            await storage.Get<ICompanyStore>().AddConnectionAsync(Make.Connection(company, "c1"));
        }
        else if (change is "write ended")
        {
            await storage.Get<IRecordPushStore>().AddAsync(RecordPushStoreTests.Push(company, "push"));
        }
    }

    private static async Task MakeAsync(string change, CompanyKey company, Stores stores)
    {
        IReadOnlyList<PublishedEvent> told = [EventOf(company)];
        Task<Connection?> ConnectionAsync() => stores.Companies.FindConnectionAsync(company, new ConnectionId("c1"));
        await (change switch
        {
            "company added" => stores.Companies.AddAsync(CompanyOf(company), told),
            "company deleted" => stores.Companies.DeleteAsync(CompanyOf(company), told),
            "connection added" => stores.Companies.AddConnectionAsync(Make.Connection(company, "c1"), told),
            "connection unlinked" => stores.Companies.UpdateConnectionAsync((await ConnectionAsync())! with { Status = ConnectionStatus.Unlinked }, told),
            "connection deleted" => stores.Companies.DeleteConnectionAsync((await ConnectionAsync())!, told),
            "reads ended" => stores.Reads.SaveAsync([Operation(company) with { Status = PullStatus.Complete, Completed = Make.Noon }], [], told),
            _ => stores.Pushes.UpdateAsync(
                (await stores.Pushes.FindAsync(company, new RecordPushId("push")))! with { Status = RecordPushStatus.Success, Completed = Make.Noon }, told),
        });
    }

    private async Task<bool> IsMadeAsync(string change, CompanyKey company)
    {
        var companies = storage.Get<ICompanyStore>();
        var connection = await companies.FindConnectionAsync(company, new ConnectionId("c1"));
        return change switch
        {
            "company added" => await companies.FindAsync(company) is not null,
            "company deleted" => await companies.FindAsync(company) is null,
            "connection added" => connection is not null,
            "connection unlinked" => connection!.Status == ConnectionStatus.Unlinked,
            "connection deleted" => connection is null,
            "reads ended" => (await storage.Get<IPullOperationStore>().FindAsync(company, new PullOperationId("read")))?.IsCompleted == true,
            _ => (await storage.Get<IRecordPushStore>().FindAsync(company, new RecordPushId("push")))!.Status == RecordPushStatus.Success,
        };
    }

    // What the sweep of the next process leaves in the queue, of this company; each can be read.
    private async Task<IReadOnlyList<string>> ToldAsync(CompanyKey company)
    {
        await storage.Get<ICommittedEvents>().PublishLeftAsync(Make.Noon.AddMinutes(2));
        var queue = storage.Get<QueueServiceClient>().GetQueueClient(storage.Get<StorageNames>().WebhookEvents);
        var told = new List<string>();
        while ((await queue.ReceiveMessagesAsync(32)).Value is { Length: > 0 } received)
        {
            foreach (var message in received)
            {
                var one = JsonSerializer.Deserialize<PublishedEventV1>(message.Body.ToString())!;
                Assert.Equal(company.Company, (await storage.Get<IEventOutbox>().ReadAsync(one)).Company);
                told.Add(one.Message);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }

        return told;
    }

    private sealed record Stores(ICompanyStore Companies, IPullOperationStore Reads, IRecordPushStore Pushes)
    {
        public static Stores Over(StorageFixture storage, HttpPipelineTransport transport)
        {
            var names = storage.Get<StorageNames>();
            var tables = new TableServiceClient(storage.ConnectionString, new TableClientOptions { Transport = transport });
            var blobs = new BlobServiceClient(storage.ConnectionString, new BlobClientOptions { Transport = transport });
            var queues = new QueueServiceClient(
                storage.ConnectionString, new QueueClientOptions { Transport = transport, MessageEncoding = QueueMessageEncoding.Base64 });
            var events = new CommittedEvents(tables, new StorageEventPublisher(blobs, queues, names), names);
            var indexes = new ListIndexes();
            return new Stores(
                new TableCompanyStore(
                    tables, new CompanyLists(tables, indexes, names), events, new DeletedCompanies(tables, names, storage.Time),
                    storage.Get<LinkSecrets>(), names),
                new TablePullOperationStore(tables, indexes, events, names),
                new TableRecordPushStore(tables, indexes, events, names));
        }
    }
}
