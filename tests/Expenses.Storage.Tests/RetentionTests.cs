using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Companies;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Retention;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using Expenses.Storage.Companies;

namespace Expenses.Storage.Tests;

/// <summary>What goes when it was kept long enough, and what stays.</summary>
public sealed class RetentionTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset LongFromNow = DateTimeOffset.UtcNow.AddDays(1);

    private readonly IRetention _retention = storage.Get<IRetention>();

    [Fact]
    public async Task EraseCompanies_TakesEverythingOfTheDeletedOne_AndNothingOfItsNeighbours()
    {
        var gone = new CompanyKey(new ClientId("erasing"), new CompanyId("company"));
        CompanyKey[] neighbours =
        [
            new(new ClientId("erasing"), new CompanyId("company2")), new(new ClientId("erasing"), new CompanyId("company~x")),
            new(new ClientId("erasing2"), new CompanyId("company")),
        ];
        foreach (var company in neighbours.Append(gone))
        {
            await FillAsync(company);
        }

        var before = await KeptAsync();
        await storage.Get<ICompanyStore>().DeleteAsync(new Company(gone, "Name", "", Make.Noon));
        Assert.Equal(0, await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow()));
        Assert.Equal(1, await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1)));
        Assert.Equal(0, await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1)));

        // Every table and container in which the company had something has a quarter less: it was one of four alike.
        var after = await KeptAsync();
        Assert.All(before.Where(one => one.Value > 0), one => Assert.Equal((one.Key, one.Value * 3 / 4), (one.Key, after[one.Key])));
        Assert.True(before.Values.Count(count => count > 0) >= 11, string.Join(", ", before));
        Assert.Null(await storage.Get<IReceiptStore>().FindAsync(gone, new ReceiptId("r")));
        Assert.NotNull(await storage.Get<IReceiptStore>().FindAsync(neighbours[0], new ReceiptId("r")));
        Assert.Single(await storage.Get<IDatasetStore>().ReadChunkAsync(neighbours[1], new DatasetId("d"), 0));
    }

    [Fact]
    public async Task EraseCompanies_LeavesNothingButThatTheIdIsUsedUp()
    {
        var store = storage.Get<ICompanyStore>();
        var company = new Company(Make.Company("used up"), "Name", "", Make.Noon);
        await store.AddAsync(company);
        await store.DeleteAsync(company);
        await store.SetConfigurationAsync(company.Key, new CompanyConfiguration("late", "late", "late"));
        await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1));

        Assert.True(await store.WasDeletedAsync(company.Key));
        Assert.Null(await store.FindConfigurationAsync(company.Key));
        await Assert.ThrowsAsync<Core.Errors.ConcurrencyConflictException>(() => store.AddAsync(company));
    }

    // What an earlier version deleted left no row of its own.
    [Fact]
    public async Task WasDeleted_OneThatAnEarlierVersionDeleted_IsKnownBeforeAndAfterItsErasure()
    {
        var company = Make.Company("earlier version");
        await storage.Get<Retention.DeletedCompanies>().AddAsync(company, CancellationToken.None);

        Assert.True(await storage.Get<ICompanyStore>().WasDeletedAsync(company));
        await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1));
        Assert.True(await storage.Get<ICompanyStore>().WasDeletedAsync(company));
        Assert.False(await storage.Get<ICompanyStore>().WasDeletedAsync(Make.Company("never was")));
    }

    [Fact]
    public async Task EraseCompanies_OneThatIsAlive_IsLeftAlone()
    {
        var company = Make.Company("alive");
        await FillAsync(company);
        await storage.Get<Retention.DeletedCompanies>().AddAsync(company, CancellationToken.None);

        Assert.Equal(0, await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1)));
        Assert.NotNull(await storage.Get<IDatasetStore>().FindAsync(company, new DatasetId("d")));
    }

    [Fact]
    public async Task RemoveAbandoned_TakesPartsThatNoRowNames_AndOnlyOldOnes()
    {
        var company = Make.Company("abandoned");
        await FillAsync(company);
        var datasets = storage.Get<BlobServiceClient>().GetBlobContainerClient(storage.Get<StorageNames>().DatasetBlobs);
        var folder = $"{Keys.RowKeys.CompanyFolder(company)}";
        await datasets.UploadBlobAsync($"{folder}d/otherversion/000000.json", new BinaryData("[]"));
        await datasets.UploadBlobAsync($"{folder}never/version/000000.json", new BinaryData("[]"));

        Assert.Equal(0, await _retention.RemoveAbandonedAsync(DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.Equal(2, await _retention.RemoveAbandonedAsync(LongFromNow));
        Assert.Single(await storage.Get<IDatasetStore>().ReadChunkAsync(company, new DatasetId("d"), 0));
        Assert.Single(await storage.Get<IExpenseRunStore>().ReadChunkAsync(company, new RunId("run"), 0));
    }

    [Fact]
    public async Task ForgetMessages_TakesRowsAndBodies_AndOnlyOldOnes()
    {
        var consumer = new WebhookConsumer { Client = new ClientId("Forgetting"), Id = new WebhookConsumerId("C/1"), Url = "https://x.example", Created = Make.Noon };
        var published = new PublishedEvent { Id = "e", Client = consumer.Client, Type = EventCatalogue.CompanyCreated, Occurred = Make.Noon, Payload = "{}" };
        var message = new WebhookMessage
        {
            Client = consumer.Client, Consumer = consumer.Id, Id = published.MessageId(), EventType = published.Type, Created = Make.Noon,
        };
        await storage.Get<IEventPublisher>().PublishAsync(published);
        await storage.Get<IWebhookMessageStore>().AddAsync(message, "{}"u8.ToArray());

        Assert.Equal(0, await _retention.ForgetMessagesAsync(DateTimeOffset.UtcNow.AddDays(-1)));
        Assert.NotNull(await storage.Get<IWebhookMessageStore>().FindAsync(consumer.Client, consumer.Id, message.Id));
        Assert.Equal(2, await _retention.ForgetMessagesAsync(LongFromNow));
        Assert.Null(await storage.Get<IWebhookMessageStore>().FindAsync(consumer.Client, consumer.Id, message.Id));
        await Assert.ThrowsAsync<InvalidDataException>(() => storage.Get<IWebhookMessageStore>().ReadBodyAsync(message));
    }

    private async Task FillAsync(CompanyKey company)
    {
        await storage.Get<ICompanyStore>().AddAsync(new Company(company, "Name", "", Make.Noon));
        await storage.Get<IDatasetStore>().AddAsync(company, new DatasetId("d"), [Make.Expense(1)]);
        await storage.Get<IReceiptStore>().SaveAsync(new ReceiptUpload(
            company, new ReceiptId("r"), "r.pdf", new MemoryStream("%PDF-1.7"u8.ToArray()), new AttachmentRules(100, new HashSet<string> { "pdf" }, 1)));
        var sync = await storage.Get<ISyncStore>().AddAsync(Make.Sync(company, "s"));
        await storage.Get<ISyncTransactionStore>().SaveAsync(company, sync.Id, [new SyncTransaction(0, Make.Transaction(1), TransactionStatus.Pending, "")]);
        await storage.Get<ITransactionHistory>().AddAsync(sync, [Make.Transaction(1)]);
        await storage.Get<ISyncStore>().UpdateAsync(sync.Finished(SyncStatusCode.Complete));
        await storage.Get<IPushIntentStore>().SaveAsync([Make.Intent(company, Make.Transaction(1))]);
        await storage.Get<IAttachmentIntentStore>().SaveAsync(new AttachmentIntent { Company = company, TransactionId = Make.Transaction(1), Sha256 = "sha" });
        await storage.Get<Core.Data.IRecordPushStore>().AddAsync(RecordPushStoreTests.Push(company, "push"));
        var run = new ExpenseRun { Company = company, Id = new RunId("run"), RequestSha256 = "sha", ExpenseCount = 1, ReceiptCount = 0, Created = Make.Noon };
        await storage.Get<IExpenseRunStore>().AddAsync(run, [new RunExpense(Make.Expense(1), [])]);
        await storage.Get<IExpenseRunStore>().SetProgressAsync(company, run.Id, 0, new RunProgress());
    }

    [Fact]
    public async Task EraseCompanies_TakesTheOperationsOfItsConnections()
    {
        var operations = storage.Get<IPushOperationStore>();
        var (gone, other) = (Make.Company("operations"), Make.Company("operations"));
        foreach (var company in new[] { gone, other })
        {
            await storage.Get<ICompanyStore>().AddAsync(new Company(company, "Name", "", Make.Noon));
            await operations.SaveAsync(new PushOperation(company, new ConnectionId($"connection of {company}"), "key", new SyncId("s"), "instance", Make.Noon));
        }

        await storage.Get<ICompanyStore>().DeleteAsync(new Company(gone, "Name", "", Make.Noon));
        await _retention.EraseCompaniesAsync(storage.Time.GetUtcNow().AddHours(1));

        Assert.Null(await operations.FindAsync(new ConnectionId($"connection of {gone}"), "key"));
        Assert.NotNull(await operations.FindAsync(new ConnectionId($"connection of {other}"), "key"));
    }

    private async Task<Dictionary<string, int>> KeptAsync()
    {
        var names = storage.Get<StorageNames>();
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in names.Tables.Except([names.DeletedCompanies, names.CommittedEvents, names.WebhookMessages]))
        {
            kept[table] = (await storage.Get<TableServiceClient>().GetTableClient(table)
                .QueryAsync<TableEntity>($"PartitionKey ge 'erasing' and PartitionKey lt 'erasinh'").ToListAsync())
                .Count(row => row.RowKey != CompanyRows.ListIndexRow && !row.ContainsKey("Deleted"));
        }

        foreach (var container in names.Containers)
        {
            kept[$"blobs of {container}"] = (await storage.Get<BlobServiceClient>().GetBlobContainerClient(container)
                .GetBlobsAsync(prefix: "erasing").ToListAsync()).Count;
        }

        return kept;
    }
}
