using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Syncs;
using Expenses.Storage.Companies;
using Expenses.Storage.Data;
using Expenses.Storage.Datasets;
using Expenses.Storage.Lists;
using Expenses.Storage.Retention;
using Expenses.Storage.Syncs;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Tests.Lists;

/// <summary>A process dies at each request that a change of a list makes. The list then has what is there, and counts it.</summary>
/// <param name="storage">Storage.</param>
public sealed class ListCrashTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int MoreThanAnyChange = 40;

    public static TheoryData<string> Changes { get; } =
        ["company added", "company changed", "company deleted", "dataset added", "dataset deleted", "read asked for", "reads changed", "write asked for", "history"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AProcessThatDiesAnywhere_LeavesAListThatIsRight(string change)
    {
        for (var requests = 0; requests < MoreThanAnyChange; requests++)
        {
            foreach (var afterCommit in (bool[])[false, true])
            {
                var company = new CompanyKey(new ClientId($"crash-{Guid.NewGuid():N}"), new CompanyId("company"));
                await ChangeAsync(change, "before", company, Stores.Over(storage, transport: null));
                using var transport = new DyingTransport(requests, afterCommit);
                var mayDie = Record.ExceptionAsync(() => ChangeAsync(change, "change", company, Stores.Over(storage, transport)));
                var death = await mayDie;
                Assert.Equal(transport.HasDied, death is not null);
                await AssertListAsync(change, company, isDone: death is null);

                // Done again, as the caller does that got no answer.
                await Record.ExceptionAsync(() => ChangeAsync(change, "change", company, Stores.Over(storage, transport: null)));
                await AssertListAsync(change, company, isDone: true);
                if (death is null)
                {
                    Assert.InRange(requests, 2, MoreThanAnyChange - 1);
                    return;
                }
            }
        }

        Assert.Fail($"'{change}' makes more requests than were tried.");
    }

    private static async Task ChangeAsync(string change, string id, CompanyKey company, Stores stores)
    {
        var isBefore = id == "before";
        var made = new Company(company with { Company = new CompanyId(id) }, "Name", "", isBefore ? Make.Noon : Make.Noon.AddSeconds(1));
        await (change switch
        {
            "company added" => stores.Companies.AddAsync(made),
            "company changed" when isBefore => stores.Companies.AddAsync(made),
            "company changed" => stores.Companies.UpdateAsync((await stores.Companies.FindAsync(made.Key with { Company = new CompanyId("before") }))! with { Name = "New" }),
            "company deleted" when isBefore => stores.Companies.AddAsync(made),
            "company deleted" => stores.Companies.DeleteAsync(made with { Key = made.Key with { Company = new CompanyId("before") }, Created = Make.Noon }),
            "dataset added" => stores.Datasets.AddAsync(company, new DatasetId(id), [Make.Expense(1)]),
            "dataset deleted" when isBefore => stores.Datasets.AddAsync(company, new DatasetId(id), [Make.Expense(1)]),
            "dataset deleted" => stores.Datasets.DeleteAsync(company, new DatasetId("before")),
            "read asked for" => stores.Reads.SaveAsync([Read(company, id, PullStatus.Queued)], await StatesAsync(company, stores)),
            "reads changed" => stores.Reads.SaveAsync([Read(company, "read", isBefore ? PullStatus.Queued : PullStatus.Complete)], await StatesAsync(company, stores)),
            "write asked for" => stores.Pushes.AddAsync(RecordPushStoreTests.Push(company, id)),
            _ => HistoryAsync(id, company, stores.History),
        });
    }

    // Longer than a segment, so that it has an index.
    private static async Task HistoryAsync(string id, CompanyKey company, ITransactionHistory history)
    {
        if (id == "before")
        {
            await Task.WhenAll(Enumerable.Range(0, 101).Select(i =>
                history.AddAsync(Make.Sync(company, $"sync-{i}", TimeSpan.FromMinutes(i)), [Make.Transaction(1)])));
            await history.PageAsync(company, Make.Transaction(1), 0, 1);
            return;
        }

        await history.AddAsync(Make.Sync(company, "new", TimeSpan.FromDays(1)), [Make.Transaction(1)]);
    }

    private static Task<IReadOnlyList<DataTypeState>> StatesAsync(CompanyKey company, Stores stores) =>
        stores.Reads.ListStatesAsync(company, new ConnectionId("c1"));

    private static PullOperation Read(CompanyKey company, string id, PullStatus status) => new()
    {
        Company = company, Id = new PullOperationId(id), Connection = new ConnectionId("c1"), DataType = DataTypes.Suppliers, Requested = Make.Noon, Status = status,
    };

    private async Task AssertListAsync(string change, CompanyKey company, bool isDone)
    {
        var (total, listed, there) = change switch
        {
            "company added" or "company changed" or "company deleted" => await CompaniesAsync(company.Client),
            "dataset added" or "dataset deleted" => await DatasetsAsync(company),
            "read asked for" or "reads changed" => await ReadsAsync(company),
            "write asked for" => await WritesAsync(company),
            _ => await HistoryAsync(company),
        };
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Equal(listed.Count, total);
        Assert.InRange(total, isDone && change.EndsWith("deleted", StringComparison.Ordinal) ? 0 : isDone ? 1 : 0, 102);
    }

    private async Task<(int Total, IReadOnlyList<string> Listed, IReadOnlyList<string> There)> CompaniesAsync(ClientId client)
    {
        var store = storage.Get<ICompanyStore>();
        var there = new List<string>();
        foreach (var id in (string[])["before", "change"])
        {
            there.AddRange(await store.FindAsync(new CompanyKey(client, new CompanyId(id))) is null ? [] : [id]);
        }

        // As the list does it: an entry without its company goes.
        foreach (var entry in (await store.PageAsync(client, 0, 10)).Items)
        {
            await store.RemoveStaleEntryAsync(entry);
        }

        var page = await store.PageAsync(client, 0, 10);
        return (page.Total, [.. page.Items.Select(one => one.Key.Company.Value)], there);
    }

    private async Task<(int Total, IReadOnlyList<string> Listed, IReadOnlyList<string> There)> DatasetsAsync(CompanyKey company)
    {
        var store = storage.Get<IDatasetStore>();
        var there = new List<string>();
        foreach (var id in (string[])["before", "change"])
        {
            there.AddRange(await store.FindAsync(company, new DatasetId(id)) is null ? [] : [id]);
        }

        var page = await store.PageAsync(company, 0, 10);
        return (page.Total, [.. page.Items.Select(one => one.Id.Value)], there);
    }

    private async Task<(int Total, IReadOnlyList<string> Listed, IReadOnlyList<string> There)> ReadsAsync(CompanyKey company)
    {
        var store = storage.Get<IPullOperationStore>();
        var page = await store.PageAsync(company, 0, 10);
        return (page.Total, [.. page.Items.Select(one => one.Id.Value)], await store.ListAsync(company).Select(one => one.Id.Value).ToListAsync());
    }

    private async Task<(int Total, IReadOnlyList<string> Listed, IReadOnlyList<string> There)> WritesAsync(CompanyKey company)
    {
        var store = storage.Get<IRecordPushStore>();
        var page = await store.PageAsync(company, 0, 10);
        return (page.Total, [.. page.Items.Select(one => one.Id.Value)], await store.ListAsync(company).Select(one => one.Id.Value).ToListAsync());
    }

    private async Task<(int Total, IReadOnlyList<string> Listed, IReadOnlyList<string> There)> HistoryAsync(CompanyKey company)
    {
        var page = await storage.Get<ITransactionHistory>().PageAsync(company, Make.Transaction(1), 0, 200);
        var partition = Keys.RowKeys.Partition(company);
        var rows = await storage.Get<TableServiceClient>().GetTableClient(storage.Get<StorageNames>().TransactionHistory)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")).ToListAsync();
        return (page.Total, [.. page.Items.Select(one => one.Value)], [.. rows.Select(row => row.GetString("Sync")).OfType<string>()]);
    }

    private sealed record Stores(ICompanyStore Companies, IDatasetStore Datasets, IPullOperationStore Reads, IRecordPushStore Pushes, ITransactionHistory History)
    {
        public static Stores Over(StorageFixture storage, DyingTransport? transport)
        {
            var names = storage.Get<StorageNames>();
            var tables = new TableServiceClient(storage.ConnectionString, Dying(new TableClientOptions(), transport));
            var blobs = new BlobServiceClient(storage.ConnectionString, Dying(new BlobClientOptions(), transport));
            var queues = new QueueServiceClient(
                storage.ConnectionString, Dying(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, transport));
            var events = new CommittedEvents(tables, new StorageEventPublisher(blobs, queues, names), names);
            var indexes = new ListIndexes();
            return new Stores(
                new TableCompanyStore(
                    tables, new CompanyLists(tables, indexes, names), events, new DeletedCompanies(tables, names, storage.Time),
                    storage.Get<LinkSecrets>(), names),
                new BlobDatasetStore(tables, blobs, new DatasetLists(tables, indexes, names), names, storage.Time),
                new TablePullOperationStore(tables, indexes, events, names),
                new TableRecordPushStore(tables, indexes, events, names),
                new TableTransactionHistory(tables, names));
        }

        private static T Dying<T>(T options, DyingTransport? transport)
            where T : Azure.Core.ClientOptions
        {
            options.Transport = transport ?? options.Transport;
            return options;
        }
    }
}
