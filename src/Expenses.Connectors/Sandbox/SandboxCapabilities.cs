using Expenses.Core.Connectors;
using Expenses.Core.Receipts;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox;

/// <summary>What the sandbox can do: the combinations of QuickBooks Online (codat-contract §4.3, §4.4), everything else on.</summary>
internal static class SandboxCapabilities
{
    public static PlatformCapabilities From(SandboxOptions options) => new()
    {
        ExpenseTypes = Enum.GetValues<ExpenseType>().ToHashSet(),
        Kinds = Enum.GetValues<TransactionKind>().ToDictionary(kind => kind, kind => new KindSupport(Create: true, Update: kind is not (TransactionKind.Adjustment or TransactionKind.Movement))),
        TransferCombinations = new HashSet<CurrencyCombination>
        {
            // Where both accounts are in one foreign currency the base amount would need a rate, and a transfer sends none.
            CurrencyCombination.AllSame,
            CurrencyCombination.BaseAndTransaction,
            CurrencyCombination.BaseAndBank,
        },
        PayableAccounts = true,
        AttachmentKinds = new HashSet<TransactionKind> { TransactionKind.Expense, TransactionKind.ReimbursableExpense },
        CurrencyCombinations = new HashSet<CurrencyCombination>
        {
            CurrencyCombination.AllSame,
            CurrencyCombination.BankAndTransaction,
            CurrencyCombination.BaseAndBank,
        },
        BatchSize = SandboxLimits.BatchSize,
        RequestsPerWindow = options.RequestsPerMinute,
        QuotaWindow = SandboxLimits.QuotaWindow,
        ConcurrentRequests = options.ConcurrentRequests,
        Attachments = new AttachmentRules(SandboxLimits.AttachmentBytes, SandboxLimits.AttachmentExtensions, SandboxLimits.AttachmentsPerRecord),
        AttachmentTypes = Enum.GetValues<ExpenseType>().ToHashSet(),
        RefundsAgainstCustomer = true,
        BillableLines = true,
        Drafts = true,
        EntriesCanBeRead = true,
    };
}
