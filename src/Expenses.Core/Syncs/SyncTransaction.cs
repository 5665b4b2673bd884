using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Syncs;

/// <summary>What became of one transaction in one sync: the contract's transaction metadata (codat-contract §2.9, §4.10).</summary>
/// <param name="Number">Its number in the sync, from 0; pages are ranges of it.</param>
/// <param name="TransactionId">The transaction.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Message">Validation errors, the downstream error, or on success the record made; null when there is nothing to say.</param>
/// <param name="RecordId">The ledger's id of the record; null until it landed.</param>
/// <param name="IntegrationType">Which integration wrote it.</param>
/// <param name="Kind">What kind of transaction it is.</param>
/// <param name="Type">An expense's type; null for other kinds.</param>
/// <param name="IsDraft">Whether its record is a draft (codat-contract B068).</param>
public sealed record SyncTransaction(
    int Number,
    TransactionId TransactionId,
    TransactionStatus Status,
    string? Message = null,
    string? RecordId = null,
    IntegrationType IntegrationType = IntegrationType.Expense,
    TransactionKind Kind = TransactionKind.Expense,
    ExpenseType? Type = null,
    bool IsDraft = false);
