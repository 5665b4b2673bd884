using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Matrix;

/// <summary>
/// A platform's row as the contract writes it: `Y` and `-` for create and update, `Y` and `N` for the five combinations of
/// currencies O1 to O5, names for types.
/// </summary>
internal sealed record MatrixRow(string Types, string Currencies)
{
    public string CardOnlyTypes { get; init; } = "";

    public string? CreditCurrencies { get; init; }

    public string Expenses { get; init; } = "--";

    public bool BankAccountUpdates { get; init; } = true;

    public string Bills { get; init; } = "--";

    public string Transfers { get; init; } = "--";

    public string TransferCurrencies { get; init; } = "NNNNN";

    public bool Adjustments { get; init; }

    public bool RefundsAgainstCustomer { get; init; }

    public bool SupplierPerTransaction { get; init; } = true;

    public bool TaxRates { get; init; } = true;

    public bool BillableLines { get; init; }

    public bool ItemLines { get; init; }

    public bool PayableAccounts { get; init; }

    public bool Drafts { get; init; }

    public string AttachmentTypes { get; init; } = "";

    public bool BillAttachments { get; init; }

    public PlatformCapabilities ToCapabilities(RequestQuota quota) => new()
    {
        ExpenseTypes = TypesOf(Types),
        CardOnlyTypes = TypesOf(CardOnlyTypes),
        UpdatableExpenseTypes = new HashSet<ExpenseType> { ExpenseType.Payment },
        CurrencyCombinations = CombinationsOf(Currencies),
        CreditCombinations = CreditCurrencies is { } credit ? CombinationsOf(credit) : null,
        TransferCombinations = CombinationsOf(TransferCurrencies),
        Kinds = Kinds(),
        BankAccountUpdates = BankAccountUpdates,
        RefundsAgainstCustomer = RefundsAgainstCustomer,
        SupplierPerTransaction = SupplierPerTransaction,
        TaxRates = TaxRates,
        BillableLines = BillableLines,
        ItemLines = ItemLines,
        PayableAccounts = PayableAccounts,
        Drafts = Drafts,
        AttachmentTypes = TypesOf(AttachmentTypes),
        AttachmentKinds = BillAttachments
            ? new HashSet<TransactionKind> { TransactionKind.Expense, TransactionKind.ReimbursableExpense }
            : new HashSet<TransactionKind> { TransactionKind.Expense },
        BatchSize = quota.BatchSize,
        RequestsPerWindow = quota.RequestsPerWindow,
        QuotaWindow = quota.Window,
        ConcurrentRequests = quota.ConcurrentRequests,
    };

    private Dictionary<TransactionKind, KindSupport> Kinds() => new()
    {
        [TransactionKind.Expense] = SupportOf(Expenses),
        [TransactionKind.ReimbursableExpense] = SupportOf(Bills),
        [TransactionKind.Transfer] = SupportOf(Transfers),
        [TransactionKind.Adjustment] = new(Adjustments, Update: false),
    };

    private static KindSupport SupportOf(string text) => new(text[0] == 'Y', text[1] == 'Y');

    private static HashSet<ExpenseType> TypesOf(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ExpenseType>)];

    private static HashSet<CurrencyCombination> CombinationsOf(string text) =>
        [.. Enum.GetValues<CurrencyCombination>().Where(combination => text[(int)combination] == 'Y')];
}
