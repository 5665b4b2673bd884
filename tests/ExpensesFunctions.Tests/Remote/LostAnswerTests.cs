using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using Expenses.Testing;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Runs;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Remote;

/// <summary>Steps of a run at a remote account that run twice, or whose answer was lost: the account's ids are kept, nothing is done twice.</summary>
public sealed class LostAnswerTests
{
    private static readonly CompanyKey Company = new(new ClientId("acme"), new CompanyId("c1"));
    private static readonly ExpenseRunV1 Input = new("acme", "c1", "run-1", Chunks: 1, DeadlineHours: 1);

    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryRuns _runs = new(new StoreLog());
    private readonly Account _account = new();
    private readonly WaitingRuns _waiting = new();

    [Fact]
    public async Task BothSteps_KeepTheAccountsIds_AndRunTwice_AskOnce()
    {
        await AddRunAsync();

        Assert.Equal("their-dataset", (await CreateAsync()).Id);
        Assert.Equal("their-dataset", (await CreateAsync()).Id);
        Assert.Equal("their-sync", (await InitiateAsync()).Id);
        Assert.Equal("their-sync", (await InitiateAsync()).Id);

        Assert.Equal((1, 1), (_account.Datasets, _account.Syncs.Count));
        Assert.Equal(new DatasetId("their-dataset"), Assert.Single(_account.Syncs[0].DatasetIds));
        var run = await _runs.FindAsync(Company, new RunId("run-1"));
        Assert.Equal(("their-dataset", "their-sync"), (run!.Dataset?.Value, run.Sync?.Value));
        Assert.Equal("run-1", _waiting.Saved["their-sync"].Run.Value);
    }

    [Fact]
    public async Task AlreadyProcessed_OnTheFirstAttempt_EndsTheRun()
    {
        await AddRunAsync();
        _account.Refusal = new ContractException(400, Refusals.PreviouslyProcessed([new TransactionId("t-1")]));
        _account.Lost = new SyncId("somebody-else's");

        Assert.Contains("previously been processed", (await CreateAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlreadyProcessed_OnARepeat_GoesOnWithTheSyncThatHasThem()
    {
        await AddRunAsync();
        _account.Failure = new ConnectorException(FailureCategory.Transient, "codat.unreachable", "No answer.");
        await Assert.ThrowsAsync<ConnectorException>(CreateAsync);
        _account.Failure = null;
        _account.Refusal = new ContractException(400, Refusals.PreviouslyProcessed([new TransactionId("t-1")]));
        _account.Lost = new SyncId("the-lost-one");

        Assert.Null((await CreateAsync()).Error);
        Assert.Equal("the-lost-one", (await InitiateAsync()).Id);

        Assert.Empty(_account.Syncs);
        Assert.True(_waiting.Saved.ContainsKey("the-lost-one"));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(61, 0)]
    public async Task Initiate_AfterTheAccountForgotTheKey_LooksBeforeItAsks(int minutes, int asked)
    {
        await AddRunAsync();
        await CreateAsync();
        _account.Lost = new SyncId("the-lost-one");
        _time.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Equal(asked == 1 ? "their-sync" : "the-lost-one", (await InitiateAsync()).Id);
        Assert.Equal(asked, _account.Syncs.Count);
    }

    [Fact]
    public async Task QuotaUsedUp_IsAWait_AndTheStepIsRunAgain()
    {
        await AddRunAsync();
        _account.Failure = new ConnectorException(FailureCategory.RateLimited, "codat.rate_limit", "Slow down.", TimeSpan.FromMinutes(7));

        Assert.Equal(420, (await CreateAsync()).RetryAfterSeconds);
        _account.Failure = null;
        Assert.Equal("their-dataset", (await CreateAsync()).Id);
    }

    [Fact]
    public async Task ApiKeyRefused_EndsTheRunWithTheReason()
    {
        await AddRunAsync();
        _account.Failure = new ConnectorException(FailureCategory.Unauthorized, "codat.unauthorized", "The account refused our API key (401).");

        Assert.Equal("The account refused our API key (401).", (await CreateAsync()).Error);
    }

    private RunEngine Engine => new(_account, TimeSpan.FromMinutes(1), new RunQuota("codat", 600, 8));

    private Task<RunStepV1> CreateAsync() =>
        new CreateDataset(Engine, _runs, new LostSync(Engine, _runs, _time)).RunAsync(Input, CancellationToken.None);

    private Task<RunStepV1> InitiateAsync() =>
        new InitiateSync(Engine, _runs, _waiting, new LostSync(Engine, _runs, _time)).RunAsync(Input, CancellationToken.None);

    private Task<ExpenseRun> AddRunAsync() => _runs.AddAsync(
        new ExpenseRun
        {
            Company = Company, Id = new RunId("run-1"), RequestSha256 = "", ExpenseCount = 1, ReceiptCount = 0, Created = _time.GetUtcNow(),
        },
        [new RunExpense(
            new ExpenseTransaction
            {
                Id = new TransactionId("t-1"), Type = ExpenseType.Payment, IssueDate = _time.GetUtcNow(), Currency = "GBP", Lines = [],
            },
            [])]);

    private sealed class Account : IExpenseSyncService
    {
        public ContractException? Refusal { get; set; }

        public ConnectorException? Failure { get; set; }

        public SyncId? Lost { get; set; }

        public int Datasets { get; private set; }

        public List<SyncInitiation> Syncs { get; } = [];

        public Task<SyncCounts> CountAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Nobody counts here.");

        public Task<DatasetId> CreateDatasetAsync(
            CompanyKey company, DatasetId dataset, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken = default)
        {
            Exception? exception = Failure;
            exception ??= Refusal;
            if (exception is not null)
            {
                return Task.FromException<DatasetId>(exception);
            }

            Datasets++;
            return Task.FromResult(new DatasetId("their-dataset"));
        }

        public Task<SyncId> InitiateSyncAsync(SyncInitiation request, CancellationToken cancellationToken = default)
        {
            Syncs.Add(request);
            return Task.FromResult(new SyncId("their-sync"));
        }

        public Task<SyncId?> FindSyncAsync(
            CompanyKey company, IReadOnlyList<TransactionId> ids, DateTimeOffset since, CancellationToken cancellationToken = default) =>
            Task.FromResult(ids is [{ Value: "t-1" }] ? Lost : null);

        public Task<SyncRecord> GetSyncAsync(CompanyKey company, SyncId sync, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SyncTransaction>> ReadTransactionsAsync(
            CompanyKey company, SyncId sync, IReadOnlyList<TransactionId> ids, int first, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<string> AttachAsync(
            CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    private sealed class WaitingRuns : IRemoteSyncStore
    {
        public Dictionary<string, RemoteSync> Saved { get; } = [];

        public Task SaveAsync(RemoteSync sync, CancellationToken cancellationToken = default)
        {
            Saved[sync.Sync.Value] = sync;
            return Task.CompletedTask;
        }

        public Task<RemoteSync?> FindAsync(SyncId sync, CancellationToken cancellationToken = default) => Task.FromResult(Saved.GetValueOrDefault(sync.Value));

        public Task RememberEventAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> IsRememberedAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
