using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Core.Connectors;

/// <summary>One transaction on its way to a platform, with every default filled in.</summary>
/// <param name="IdempotencyKey">Our key of this effect; travels as the platform's idempotency aid and in its record.</param>
/// <param name="Transaction">The transaction, of any kind; it also says whether its record is made or changed.</param>
/// <param name="BankAccountId">An expense's bank or card account; empty for other kinds.</param>
/// <param name="ContactId">The supplier or customer an expense or reimbursable expense is booked against; empty for other kinds.</param>
/// <param name="ContactIsCustomer">Whether that contact is a customer.</param>
/// <param name="RecordId">The ledger's record that an update changes; null for a new one.</param>
public sealed record PushItem(
    string IdempotencyKey,
    LedgerTransaction Transaction,
    string BankAccountId = "",
    string ContactId = "",
    bool ContactIsCustomer = false,
    string? RecordId = null);

/// <summary>What a platform said of a batch.</summary>
/// <param name="Items">One outcome for each transaction; empty when the platform finishes later.</param>
/// <param name="PushOperationKey">The key under which the platform finishes later; null when it is done.</param>
public sealed record PushBatchOutcome(IReadOnlyList<PushItemOutcome> Items, string? PushOperationKey = null);

/// <summary>What a platform said of one transaction.</summary>
/// <param name="TransactionId">The transaction.</param>
/// <param name="RecordId">The ledger's id of the record it made; null when it refused.</param>
/// <param name="Code">The platform's code of the refusal, prefixed by its name (`sandbox.unknown_account`); null on success.</param>
/// <param name="Message">The platform's words; null on success.</param>
public sealed record PushItemOutcome(TransactionId TransactionId, string? RecordId, string? Code = null, string? Message = null)
{
    /// <summary>Whether it is in the ledger.</summary>
    public bool IsCompleted => RecordId is not null;
}

/// <summary>A file on its way to a record.</summary>
/// <param name="IdempotencyKey">Our key of this effect.</param>
/// <param name="RecordId">The ledger's record.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">Its declared length.</param>
/// <param name="Sha256">Its hash, lower-case hexadecimal.</param>
/// <param name="Content">Its bytes, read once.</param>
public sealed record AttachmentUpload(
    string IdempotencyKey,
    string RecordId,
    string FileName,
    string MediaType,
    long SizeBytes,
    string Sha256,
    Stream Content);
