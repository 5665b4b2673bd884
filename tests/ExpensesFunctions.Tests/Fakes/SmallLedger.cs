using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Receipts;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>A platform with a handful of reference data, linked at once. Pushing is not what these tests are about.</summary>
internal sealed class SmallLedger : IAccountingConnector
{
    public const string Key = "mqjo";
    public const int MaxAttachmentBytes = 4096;
    public const int MaxAttachments = 3;

    private int _reads;

    private static readonly ExpenseType[] AllTypes = Enum.GetValues<ExpenseType>();

    public AccountingPlatform Platform { get; } = new(
        Key, "Sandbox", SourceType.Accounting, "1b113e06-e818-45d7-977b-8e6bb3d01269", "16e6575a-3f1f-4918-b009-f7535555f0d6");

    public PlatformCapabilities Capabilities { get; } = new()
    {
        ExpenseTypes = AllTypes.ToHashSet(),
        Kinds = Enum.GetValues<TransactionKind>().ToDictionary(kind => kind, _ => new KindSupport(Create: true, Update: true)),
        TransferCombinations = Enum.GetValues<CurrencyCombination>().ToHashSet(),
        CurrencyCombinations = Enum.GetValues<CurrencyCombination>().ToHashSet(),
        BatchSize = 25,
        RequestsPerWindow = 100,
        QuotaWindow = TimeSpan.FromMinutes(1),
        ConcurrentRequests = 4,
        BillableLines = true,
        Attachments = new AttachmentRules(MaxAttachmentBytes, new HashSet<string>(StringComparer.Ordinal) { "pdf", "png", "txt" }, MaxAttachments),
        AttachmentTypes = AllTypes.ToHashSet(),
    };

    public bool NeedsAuthorization { get; set; }

    /// <summary>The first open day; null for none locked.</summary>
    public DateOnly? LockDate { get; set; }

    /// <summary>The id that the platform gives every ledger; null for none.</summary>
    public string? LedgerId { get; set; }

    /// <summary>What reading reference data does instead of giving it; null for nothing.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What opening a connection does instead of nothing; null for nothing.</summary>
    public Exception? OpenFailure { get; set; }

    public Task OpenAsync(Connection connection, CancellationToken cancellationToken = default) =>
        OpenFailure is null ? Task.CompletedTask : Task.FromException(OpenFailure);

    /// <summary>How often reference data was read.</summary>
    public int Reads => _reads;

    public Task<ReferenceData> ReadReferenceDataAsync(Connection connection, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return Failure is null ? Task.FromResult(Data()) : Task.FromException<ReferenceData>(Failure);
    }

    private ReferenceData Data() => new(
            "GBP",
            [
                new LedgerAccount("bank", "090", "Current account", AccountType.Asset, "Asset.Bank", "GBP", IsBankAccount: true, IsActive: true, []),
                new LedgerAccount("travel", "493", "Travel", AccountType.Expense, "Expense.Travel", "GBP", IsBankAccount: false, IsActive: true, AllTypes),
                new LedgerAccount("closed", "091", "Closed account", AccountType.Asset, "Asset.Bank", "GBP", IsBankAccount: true, IsActive: false, []),
            ],
            [new TaxRate("vat", "VAT 20%", Code: null, 20m, 20m, IsActive: true, AllTypes)],
            [new TrackingCategory("dept", "Department", HasChildren: false, ParentId: null)],
            [new Contact("supplier", "Card supplier", IsActive: true, Currency: null)],
            [new Contact("customer", "Card customer", IsActive: true, Currency: null)],
            DateTimeOffset.UnixEpoch,
            LockDate)
    {
        Company = LedgerId is null ? null : new LedgerCompany("Small ledger") { Id = LedgerId },
    };

    public Task<PushBatchOutcome> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No HTTP function pushes.");

    public Task<IReadOnlyList<PushItemOutcome>?> FindPushOperationAsync(Connection connection, string pushOperationKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No HTTP function pushes.");

    public Task<IReadOnlyDictionary<string, string>> FindRecordsAsync(Connection connection, IReadOnlyList<string> idempotencyKeys, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No HTTP function pushes.");

    public Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No HTTP function attaches by itself.");

    public Task<string?> FindAttachmentAsync(Connection connection, string recordId, string idempotencyKey, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("No HTTP function attaches by itself.");
}
