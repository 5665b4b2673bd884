using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Storage.Companies;
using Expenses.Storage.Connections;
using Expenses.Storage.Lists;
using Expenses.Storage.Pushing;
using Expenses.Storage.Retention;
using Expenses.Storage.Runs;
using Expenses.Storage.Syncs;
using Expenses.Storage.Webhooks;

namespace Expenses.Storage.Tests;

/// <summary>
/// The service does what it was asked and the answer is lost. The SDK asks again and meets its own first writing: that
/// is a success, not another writer.
/// </summary>
public sealed class LostAnswerTests : IClassFixture<StorageFixture>, IDisposable
{
    private readonly string _connectionString;
    private readonly StorageNames _names;
    private readonly LosingTransport _transport = new();
    private readonly TableServiceClient _service;
    private readonly CommittedEvents _events;
    private readonly DeletedCompanies _deleted;
    private readonly LinkSecrets _secrets;

    public LostAnswerTests(StorageFixture storage)
    {
        _connectionString = storage.ConnectionString;
        _names = storage.Get<StorageNames>();
        var options = StorageRetries.Tables(StorageRetries.Default);
        options.Transport = _transport;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        _service = new TableServiceClient(storage.ConnectionString, options);
        _deleted = storage.Get<DeletedCompanies>();
        _secrets = storage.Get<LinkSecrets>();
        _events = new CommittedEvents(_service, storage.Get<StorageEventPublisher>(), _names);
    }

    [Fact]
    public async Task Insert_IsStoredAndNoConflict()
    {
        ICompanyStore store = new TableCompanyStore(_service, new CompanyLists(_service, new ListIndexes(), _names), _events, _deleted, _secrets, _names);
        var company = new Company(Make.Company(), "Name", "", Make.Noon);
        _transport.LoseNextAnswer();
        await store.AddAsync(company);

        _transport.AssertLost();
        Assert.Equal(company, (await store.FindAsync(company.Key))! with { ETag = "" });
    }

    [Fact]
    public async Task Update_GivesAnETagThatIsGoodForTheNextOne()
    {
        ICompanyStore store = new TableCompanyStore(_service, new CompanyLists(_service, new ListIndexes(), _names), _events, _deleted, _secrets, _names);
        var connection = await store.AddConnectionAsync(Make.Connection(Make.Company(), "c1"));
        _transport.LoseNextAnswer();
        var updated = await store.UpdateConnectionAsync(connection with { Status = ConnectionStatus.Unlinked });

        _transport.AssertLost();
        Assert.Equal(ConnectionStatus.Linked, (await store.UpdateConnectionAsync(updated with { Status = ConnectionStatus.Linked })).Status);
    }

    [Fact]
    public async Task DeletionOfACompany_IsCarriedOutAndNoConflict()
    {
        ICompanyStore store = new TableCompanyStore(_service, new CompanyLists(_service, new ListIndexes(), _names), _events, _deleted, _secrets, _names);
        var company = new Company(Make.Company(), "Name", "", Make.Noon);
        await store.AddAsync(company);
        await store.AddConnectionAsync(Make.Connection(company.Key, "c1"));
        _transport.LoseNextAnswer(skip: 1);
        await store.DeleteAsync(company);

        _transport.AssertLost();
        Assert.Null(await store.FindWithConnectionsAsync(company.Key));
        Assert.Empty(await store.ListConnectionsAsync(company.Key));
        Assert.True(await store.WasDeletedAsync(company.Key));
    }

    [Fact]
    public async Task PushIntents_GiveETagsThatAreGoodForTheNextSave()
    {
        var store = new TablePushIntentStore(_service, _names);
        var company = Make.Company();
        _transport.LoseNextAnswer();
        var saved = await store.SaveAsync([.. Enumerable.Range(0, 20).Select(number => Make.Intent(company, Make.Transaction(number)))]);
        _transport.AssertLost();
        _transport.LoseNextAnswer();
        var sent = await store.SaveAsync([.. saved.Select(intent => intent with { State = PushIntentState.Sent })]);

        _transport.AssertLost();
        var found = await store.FindAsync(company, [.. sent.Select(intent => intent.TransactionId)]);
        Assert.All(sent, intent => Assert.Equal(intent, found[intent.TransactionId]));
    }

    [Fact]
    public async Task EndOfASync_IsStoredOnceWithItsPlaceAsTheLastSuccessful()
    {
        var outstanding = new OutstandingSyncs(_service, _names);
        var store = new TableSyncStore(_service, _names, outstanding);
        var added = await store.AddAsync(Make.Sync(Make.Company(), "s"));
        _transport.LoseNextAnswer();
        var finished = await store.UpdateAsync(added.Finished(SyncStatusCode.Complete));

        _transport.AssertLost();
        Assert.Equal(finished.ETag, (await store.FindLastSuccessfulAsync(added.Company))!.ETag);
    }

    [Fact]
    public async Task NewRunThatMovedOnMeanwhile_KeepsItsExpenses()
    {
        var blobs = new BlobServiceClient(_connectionString);
        var store = new TableExpenseRunStore(_service, blobs, _names, new OutstandingRuns(_service, _names));
        var run = new ExpenseRun
        {
            Company = Make.Company(), Id = new RunId("run"), RequestSha256 = "sha", ExpenseCount = 1, ReceiptCount = 0, Created = Make.Noon,
        };
        var plain = new TableServiceClient(_connectionString);
        var other = new TableExpenseRunStore(plain, blobs, _names, new OutstandingRuns(plain, _names));
        _transport.LoseNextAnswer(skip: 1, meanwhile: async () =>
            await other.UpdateAsync((await other.FindAsync(run.Company, run.Id))! with { Status = ExpenseRunStatus.Running }));
        var added = await store.AddAsync(run, [new RunExpense(Make.Expense(1), [])]);

        _transport.AssertLost();
        Assert.Equal(ExpenseRunStatus.Running, added.Status);
        Assert.Single(await store.ReadChunkAsync(run.Company, run.Id, 0));
    }

    [Fact]
    public async Task NewSync_IsGivenAsStored()
    {
        var store = new TableSyncStore(_service, _names, new OutstandingSyncs(_service, _names));
        _transport.LoseNextAnswer(skip: 1);
        var added = await store.AddAsync(Make.Sync(Make.Company(), "s"));

        _transport.AssertLost();
        Assert.Equal(added.ETag, (await store.FindAsync(added.Company, added.Id))!.ETag);
    }

    public void Dispose() => _transport.Dispose();

    private sealed class LosingTransport : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport _inner = new();
        private int _skip = -1;
        private bool _lost;
        private Func<Task>? _meanwhile;

        /// <summary>Loses the answer to a write, after some that arrive; something else may happen before it is sent again.</summary>
        public void LoseNextAnswer(int skip = 0, Func<Task>? meanwhile = null) => (_skip, _lost, _meanwhile) = (skip, false, meanwhile);

        public void AssertLost() => Assert.True(_lost, "No answer was lost, so this test shows nothing.");

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            await _inner.ProcessAsync(message);
            if (_skip < 0 || message.Request.Method == RequestMethod.Get)
            {
                return;
            }

            if (_skip-- == 0)
            {
                _lost = true;
                await (_meanwhile?.Invoke() ?? Task.CompletedTask);
                throw new IOException("The connection was reset before the answer arrived.");
            }
        }

        public override void Process(HttpMessage message) => throw new NotSupportedException("The adapters are asynchronous.");

        public override Request CreateRequest() => _inner.CreateRequest();

        public void Dispose() => _inner.Dispose();
    }
}
