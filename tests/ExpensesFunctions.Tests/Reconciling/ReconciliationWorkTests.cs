using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Reconciling;
using Expenses.Core.Syncs;
using Expenses.Testing;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Reconciling;

/// <summary>What counts as a difference and what is only on its way, on stores and a ledger in memory.</summary>
public sealed class ReconciliationWorkTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));
    private static readonly ConnectionId Ledger = new("ledger");

    private readonly InMemorySyncs _syncs = new(new StoreLog());
    private readonly InMemoryIntents _intents = new(new StoreLog());
    private readonly InMemoryCompanies _companies = new(new StoreLog());
    private readonly InMemoryReconciliations _store = new(new StoreLog());
    private readonly SmallLedgerReader _reader = new();
    private readonly ManualTimeProvider _time = new(Noon);

    [Fact]
    public async Task What_is_recorded_and_there_is_no_difference()
    {
        await RecordedAsync("t-1", "r-1", "s-1");
        Add("r-1", "t-1");

        var found = await ReconcileAsync();

        Assert.Empty(found.Differences);
        Assert.Equal((1, 1, 1), (found.Recorded.Count, found.Ledger.Count, found.Unverified));
    }

    [Fact]
    public async Task An_entry_whose_sync_has_not_ended_is_on_its_way()
    {
        await SyncAsync("s-1", ended: false);
        await IntentAsync("t-1", "s-1", PushIntentState.Sent);
        Add("r-1", "t-1");

        Assert.Empty((await ReconcileAsync()).Differences);
    }

    [Theory]
    [InlineData(PushIntentState.Failed)]
    [InlineData(PushIntentState.Unknown)]
    public async Task An_entry_whose_sync_ended_without_it_is_not_recorded(PushIntentState state)
    {
        await SyncAsync("s-1", ended: true);
        await IntentAsync("t-1", "s-1", state);
        Add("r-1", "t-1");

        var found = await ReconcileAsync();

        Assert.Equal((DifferenceKind.NotRecorded, "t-1", "r-1"), Told(Assert.Single(found.Differences)));
        Assert.Equal((0, 1), (found.Recorded.Count, found.Ledger.Count));
    }

    [Fact]
    public async Task A_failed_update_leaves_the_version_before_it_which_counts_once()
    {
        await RecordedAsync("t-1", "r-1", "s-1");
        await SyncAsync("s-2", ended: true, after: TimeSpan.FromMinutes(1));
        await IntentAsync("t-1", "s-2", PushIntentState.Failed, intent => intent with
        {
            RecordId = "r-1",
            Operation = PushOperationKind.Update,
            Version = 2,
            PreviousSync = new SyncId("s-1"),
            PreviousNumber = 0,
        });
        Add("r-1", "t-1");

        var found = await ReconcileAsync();

        Assert.Empty(found.Differences);
        Assert.Equal((1, 1), (found.Recorded.Count, found.Ledger.Count));
    }

    [Fact]
    public async Task An_update_that_landed_counts_in_its_own_sync_only()
    {
        await RecordedAsync("t-1", "r-1", "s-1");
        await RecordedAsync("t-1", "r-1", "s-2", TimeSpan.FromMinutes(1));

        var found = await ReconcileAsync();

        Assert.Equal(new SyncId("s-2"), Assert.Single(found.Differences).Sync);
    }

    [Fact]
    public async Task What_was_written_to_another_ledger_is_not_looked_for_in_this_one()
    {
        await RecordedAsync("t-1", "r-1", "s-1", change: intent => intent with { Connection = new ConnectionId("ledger before") });

        Assert.Equal(0, (await ReconcileAsync()).Recorded.Count);
    }

    [Fact]
    public async Task Syncs_before_the_window_are_not_looked_at()
    {
        await RecordedAsync("t-1", "r-1", "s-1", after: TimeSpan.FromDays(-36));

        Assert.Equal(0, (await ReconcileAsync()).Recorded.Count);
    }

    [Fact]
    public async Task All_differences_are_counted_and_the_first_thousand_kept()
    {
        for (var i = 0; i < 1100; i++)
        {
            Add($"r-{i}", $"t-{i}");
        }

        var found = await ReconcileAsync();

        Assert.Equal(1100, found.Differences.Count);
        Assert.Equal(Reconciliation.ListedDifferences, (await _store.ListDifferencesAsync(Company, "id")).Count);
    }

    [Fact]
    public async Task A_ledger_that_is_unlinked_meanwhile_ends_it()
    {
        var work = Work();
        var (begun, connection) = (await BeginAsync(work))!.Value;
        await _companies.UpdateConnectionAsync(connection with { Status = ConnectionStatus.Unlinked }, told: []);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => work.StepAsync(Step(begun, isLedgerSide: false, 0, null, 0), CancellationToken.None));

        Assert.Equal(FailureCategory.Unauthorized, failure.Category);
        Assert.Null(await BeginAsync(work));
    }

    [Fact]
    public async Task Ending_it_twice_keeps_the_time_of_the_first_end()
    {
        var work = Work();
        var (begun, _) = (await BeginAsync(work))!.Value;
        var first = await work.EndAsync(begun, CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));

        var again = await work.EndAsync(begun with { Reason = "" }, CancellationToken.None);

        Assert.Equal((Noon, Noon, ReconciliationState.Complete), (first.Ended, again.Ended, again.State));
    }

    private static (DifferenceKind Kind, string Transaction, string Record) Told(Difference difference) =>
        (difference.Kind, difference.TransactionId.Value, difference.RecordId);

    private static ReconciliationStep Step(Reconciliation begun, bool isLedgerSide, int number, string? cursor, int listed) =>
        new(Company, begun.Id, Ledger, begun.Started, begun.From, number, isLedgerSide, cursor, listed);

    private ReconciliationWork Work()
    {
        var datasets = new InMemoryDatasets(new StoreLog(), new RecordingSyncService(new StoreLog(), _syncs));
        return new ReconciliationWork(
            _companies,
            new LedgerReaders([_reader]),
            new RecordedWalk(_syncs, _syncs, _intents, new NoAttachments(), datasets, new InMemoryRecords(new StoreLog())),
            new LedgerSide(_syncs, _intents),
            _store,
            _time);
    }

    private async Task<(Reconciliation, Connection)?> BeginAsync(ReconciliationWork work)
    {
        await _companies.AddConnectionAsync(new Connection(Company, Ledger, SmallLedger.Key, SourceType.Accounting, ConnectionStatus.Linked, Noon), told: []);
        return await work.BeginAsync(Company, "id", TimeSpan.FromDays(35), CancellationToken.None);
    }

    /// <summary>All steps, as the orchestration takes them.</summary>
    private async Task<Findings> ReconcileAsync()
    {
        var work = Work();
        var (begun, _) = (await BeginAsync(work))!.Value;
        var (found, listed, number) = (Findings.None, 0, 0);
        foreach (var isLedgerSide in (bool[])[false, true])
        {
            string? cursor = null;
            do
            {
                var outcome = await work.StepAsync(Step(begun, isLedgerSide, number++, cursor, listed), CancellationToken.None);
                listed += outcome.Listed;
                cursor = outcome.Next;
                found = new Findings(
                    found.Recorded.Plus(outcome.Findings.Recorded),
                    found.Ledger.Plus(outcome.Findings.Ledger),
                    [.. found.Differences, .. outcome.Findings.Differences],
                    found.Unverified + outcome.Findings.Unverified);
            }
            while (cursor is not null);
        }

        return found;
    }

    private void Add(string record, string transaction) => _reader.Entries.Add(new LedgerEntry(record, transaction, "GBP", 1m, []));

    private async Task RecordedAsync(
        string transaction, string record, string sync, TimeSpan after = default, Func<PushIntent, PushIntent>? change = null)
    {
        await SyncAsync(sync, ended: true, after);
        await _syncs.SaveAsync(Company, new SyncId(sync), [new SyncTransaction(0, new TransactionId(transaction), TransactionStatus.Completed, RecordId: record)]);
        await IntentAsync(transaction, sync, PushIntentState.Completed, intent => (change ?? (same => same))(intent with { RecordId = record }));
    }

    private Task<SyncRecord> SyncAsync(string id, bool ended, TimeSpan after = default) => _syncs.AddAsync(new SyncRecord
    {
        Company = Company,
        Id = new SyncId(id),
        DatasetIds = [new DatasetId("gone")],
        Requested = Noon.AddHours(-1) + after,
        CorrelationId = new string('0', 32),
        Stage = ended ? SyncStage.Finished : default,
        TransactionCount = 1,
    });

    private async Task IntentAsync(string transaction, string sync, PushIntentState state, Func<PushIntent, PushIntent>? change = null)
    {
        var intent = new PushIntent
        {
            Company = Company,
            TransactionId = new TransactionId(transaction),
            Connection = Ledger,
            IdempotencyKey = "key",
            Sync = new SyncId(sync),
            Number = 0,
            State = state,
        };
        await _intents.SaveAsync([change is null ? intent : change(intent)]);
    }

    private sealed class NoAttachments : IAttachmentIntentStore
    {
        public Task<AttachmentIntent?> FindAsync(CompanyKey company, TransactionId transaction, string sha256, CancellationToken cancellationToken = default) =>
            Task.FromResult<AttachmentIntent?>(null);

        public Task<IReadOnlyList<AttachmentIntent>> ListAsync(
            CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<AttachmentIntent>>([]);

        public Task<AttachmentIntent> SaveAsync(AttachmentIntent intent, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Reconciling attaches nothing.");
    }
}
