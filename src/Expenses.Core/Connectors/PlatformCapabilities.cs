using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Transactions;

namespace Expenses.Core.Connectors;

/// <summary>What a platform can do, as data: rules and limits read it, so that the next platform brings its own.</summary>
public sealed record PlatformCapabilities
{
    /// <summary>The expense types it takes (codat-contract §4.3).</summary>
    public required IReadOnlySet<ExpenseType> ExpenseTypes { get; init; }

    /// <summary>The expense types it takes on card accounts, which are liabilities, only (codat-contract §4.3, §4.4).</summary>
    public IReadOnlySet<ExpenseType> CardOnlyTypes { get; init; } = new HashSet<ExpenseType>();

    /// <summary>The currency combinations it takes on credit cards, which are liabilities; null for the same as elsewhere (codat-contract §4.4).</summary>
    public IReadOnlySet<CurrencyCombination>? CreditCombinations { get; init; }

    /// <summary>The currency combinations it takes (codat-contract §4.4).</summary>
    public required IReadOnlySet<CurrencyCombination> CurrencyCombinations { get; init; }

    /// <summary>The kinds of transaction it takes, and which of them can be updated (codat-contract §4.3). By default new expenses only.</summary>
    public IReadOnlyDictionary<TransactionKind, KindSupport> Kinds { get; init; } =
        new Dictionary<TransactionKind, KindSupport> { [TransactionKind.Expense] = new(Create: true, Update: false) };

    /// <summary>The expense types that can be updated (codat-contract B073).</summary>
    public IReadOnlySet<ExpenseType> UpdatableExpenseTypes { get; init; } = new HashSet<ExpenseType> { ExpenseType.Payment };

    /// <summary>Whether an update of an expense may name another bank account (codat-contract §4.3: FreeAgent's may not).</summary>
    public bool BankAccountUpdates { get; init; } = true;

    /// <summary>
    /// The currency combinations of transfers (codat-contract §4.4): the account money leaves stands for K, the one it
    /// arrives at for T.
    /// </summary>
    public IReadOnlySet<CurrencyCombination> TransferCombinations { get; init; } = new HashSet<CurrencyCombination>();

    /// <summary>Whether a reimbursable expense may name the accounts payable account (codat-contract B080).</summary>
    public bool PayableAccounts { get; init; }

    /// <summary>How many records one request may carry.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How many requests it takes in <see cref="QuotaWindow"/>.</summary>
    public required int RequestsPerWindow { get; init; }

    /// <summary>The sliding window of the request quota.</summary>
    public required TimeSpan QuotaWindow { get; init; }

    /// <summary>How many requests may be in flight for one connection.</summary>
    public required int ConcurrentRequests { get; init; }

    /// <summary>What it takes as an attachment; null when it takes none (codat-contract §4.7).</summary>
    public AttachmentRules? Attachments { get; init; }

    /// <summary>The expense types that may have attachments.</summary>
    public IReadOnlySet<ExpenseType> AttachmentTypes { get; init; } = new HashSet<ExpenseType>();

    /// <summary>The kinds of transaction that may have attachments (codat-contract §4.7, T13).</summary>
    public IReadOnlySet<TransactionKind> AttachmentKinds { get; init; } = new HashSet<TransactionKind> { TransactionKind.Expense };

    /// <summary>Who refunds, rewards and chargebacks are booked against: true for the customer, false for the supplier (§4.6).</summary>
    public bool RefundsAgainstCustomer { get; init; }

    /// <summary>Whether a transaction may name its supplier; if not, the company's default stands for all (codat-contract §4.6).</summary>
    public bool SupplierPerTransaction { get; init; } = true;

    /// <summary>Whether lines have tax rates; if not, one that is named is ignored (codat-contract §4.5).</summary>
    public bool TaxRates { get; init; } = true;

    /// <summary>Whether a line may be billed on to a customer (codat-contract B067).</summary>
    public bool BillableLines { get; init; }

    /// <summary>Whether a line may name an item instead of an account (codat-contract B065).</summary>
    public bool ItemLines { get; init; }

    /// <summary>
    /// Whether an expense may be made as a draft, which no balance holds until it is posted (codat-contract B068). Where it may
    /// not, the wish is ignored.
    /// </summary>
    public bool Drafts { get; init; }

    /// <summary>Whether its entries can be read back, so that they can be reconciled (<see cref="ILedgerReader"/>).</summary>
    public bool EntriesCanBeRead { get; init; }

    /// <summary>The currency combinations of expenses on an account.</summary>
    /// <param name="account">The bank or card account.</param>
    /// <returns>The combinations.</returns>
    public IReadOnlySet<CurrencyCombination> CombinationsOn(LedgerAccount account) =>
        account.AccountType == AccountType.Liability ? CreditCombinations ?? CurrencyCombinations : CurrencyCombinations;

    /// <summary>Whether the platform takes an operation on a kind of transaction.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>True when it does.</returns>
    public bool Takes(TransactionKind kind, PushOperationKind operation) =>
        Kinds.TryGetValue(kind, out var support) && (operation == PushOperationKind.Update ? support.Update : support.Create);

    /// <summary>Whether a transaction may have attachments.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="type">An expense's type; null when it is not known.</param>
    /// <returns>True when it may.</returns>
    public bool TakesAttachments(TransactionKind kind, ExpenseType? type) =>
        Attachments is not null
        && AttachmentKinds.Contains(kind)
        && (kind != TransactionKind.Expense || type is not { } known || AttachmentTypes.Contains(known));
}

/// <summary>What a platform does with a kind of transaction.</summary>
/// <param name="Create">It takes new ones.</param>
/// <param name="Update">It takes changed ones.</param>
public sealed record KindSupport(bool Create, bool Update);

/// <summary>
/// How base (B), bank account (K) and transaction (T) currency relate (codat-contract §4.4).
/// </summary>
public enum CurrencyCombination
{
    /// <summary>O1: all three are the same.</summary>
    AllSame,

    /// <summary>O2: bank account and transaction are the same, base differs.</summary>
    BankAndTransaction,

    /// <summary>O3: base and transaction are the same, bank account differs.</summary>
    BaseAndTransaction,

    /// <summary>O4: base and bank account are the same, transaction differs.</summary>
    BaseAndBank,

    /// <summary>O5: all three differ.</summary>
    AllDiffer,
}
