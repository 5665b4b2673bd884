using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Capabilities;

/// <summary>A platform's capabilities. Each enum is spelt as requests spell it.</summary>
internal sealed record CapabilitiesBody(
    string PlatformKey,
    string PlatformName,
    ExpenseCapabilitiesBody ExpenseTransactions,
    TransferCapabilitiesBody TransferTransactions,
    OperationsBody AdjustmentTransactions,
    ReimbursableCapabilitiesBody ReimbursableExpenseTransactions,
    LineCapabilitiesBody Lines,
    AttachmentCapabilitiesBody Attachments,
    ReconciliationCapabilitiesBody Reconciliation,
    RequestLimitsBody Limits)
{
    public static CapabilitiesBody Of(IAccountingConnector connector)
    {
        var can = connector.Capabilities;
        return new CapabilitiesBody(
            connector.Platform.Key,
            connector.Platform.Name,
            ExpenseCapabilitiesBody.Of(can),
            new TransferCapabilitiesBody(
                can.Takes(TransactionKind.Transfer, PushOperationKind.Create),
                can.Takes(TransactionKind.Transfer, PushOperationKind.Update),
                CapabilityNames.Of(can.TransferCombinations)),
            OperationsBody.Of(can, TransactionKind.Adjustment),
            new ReimbursableCapabilitiesBody(
                can.Takes(TransactionKind.ReimbursableExpense, PushOperationKind.Create),
                can.Takes(TransactionKind.ReimbursableExpense, PushOperationKind.Update),
                can.PayableAccounts),
            new LineCapabilitiesBody(can.BillableLines, can.ItemLines, RequestLimits.Lines, RequestLimits.TrackingReferences),
            AttachmentCapabilitiesBody.Of(can),
            new ReconciliationCapabilitiesBody(can.EntriesCanBeRead),
            new RequestLimitsBody(RequestLimits.ArrayTransactions, RequestLimits.DatasetTransactions, RequestLimits.DatasetsPerSync));
    }
}

/// <summary>What can be done with a kind of transaction.</summary>
internal sealed record OperationsBody(bool Create, bool Update)
{
    public static OperationsBody Of(PlatformCapabilities can, TransactionKind kind) =>
        new(can.Takes(kind, PushOperationKind.Create), can.Takes(kind, PushOperationKind.Update));
}

/// <summary>Expenses: which types, which of them can be updated, which currencies go together (codat-contract §4.3, §4.4).</summary>
internal sealed record ExpenseCapabilitiesBody(
    bool Create,
    bool Update,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> CardOnlyTypes,
    IReadOnlyList<string> UpdatableTypes,
    bool BankAccountUpdatable,
    string MoneyBackContact,
    bool ContactRef,
    bool TaxRateRef,
    bool PostAsDraft,
    IReadOnlyList<string> CurrencyCombinations,
    IReadOnlyList<string> CreditCurrencyCombinations)
{
    public static ExpenseCapabilitiesBody Of(PlatformCapabilities can)
    {
        var update = can.Takes(TransactionKind.Expense, PushOperationKind.Update);
        return new ExpenseCapabilitiesBody(
            can.Takes(TransactionKind.Expense, PushOperationKind.Create),
            update,
            CapabilityNames.Of(can.ExpenseTypes),
            CapabilityNames.Of(can.CardOnlyTypes),
            update ? CapabilityNames.Of(can.UpdatableExpenseTypes) : [],
            update && can.BankAccountUpdates,
            can.RefundsAgainstCustomer ? "Customer" : "Supplier",
            can.SupplierPerTransaction,
            can.TaxRates,
            can.Drafts,
            CapabilityNames.Of(can.CurrencyCombinations),
            CapabilityNames.Of(can.CreditCombinations ?? can.CurrencyCombinations));
    }
}

/// <summary>Transfers; of a combination the bank account stands for where the money leaves, the transaction for where it arrives.</summary>
internal sealed record TransferCapabilitiesBody(bool Create, bool Update, IReadOnlyList<string> CurrencyCombinations);

/// <summary>Reimbursable expenses.</summary>
internal sealed record ReimbursableCapabilitiesBody(bool Create, bool Update, bool ApAccountRef);

/// <summary>What lines may carry.</summary>
internal sealed record LineCapabilitiesBody(bool InvoiceTo, bool ItemRef, int LinesPerTransaction, int TrackingRefsPerLine);

/// <summary>Attachments; the other fields are absent where none are taken (codat-contract §4.7).</summary>
internal sealed record AttachmentCapabilitiesBody(
    bool Supported,
    long? MaxBytes,
    int? MaxPerTransaction,
    IReadOnlyList<string>? Extensions,
    IReadOnlyList<string>? Kinds,
    IReadOnlyList<string>? ExpenseTypes)
{
    public static AttachmentCapabilitiesBody Of(PlatformCapabilities can) => can.Attachments is not { } rules
        ? new AttachmentCapabilitiesBody(Supported: false, null, null, null, null, null)
        : new AttachmentCapabilitiesBody(
            Supported: true,
            rules.MaxBytes,
            rules.MaxPerTransaction,
            [.. rules.Extensions.Order(StringComparer.Ordinal)],
            CapabilityNames.Of(can.AttachmentKinds),
            CapabilityNames.Of(can.AttachmentTypes));
}

/// <summary>Whether the ledger's entries can be read back and compared with what was recorded.</summary>
internal sealed record ReconciliationCapabilitiesBody(bool Supported);

/// <summary>How much one request may carry (codat-contract §4.11).</summary>
internal sealed record RequestLimitsBody(int TransactionsPerArray, int TransactionsPerDataset, int DatasetsPerSync);

/// <summary>Names of enum values, in the order of the enum.</summary>
internal static class CapabilityNames
{
    public static IReadOnlyList<string> Of<T>(IReadOnlySet<T> values)
        where T : struct, Enum =>
        [.. values.Order().Select(value => value.ToString())];
}
