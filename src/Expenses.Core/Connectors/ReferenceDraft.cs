using System.Text.Json.Serialization;

namespace Expenses.Core.Connectors;

/// <summary>A record of reference data as a caller wants it written (codat-contract §2.17).</summary>
[JsonDerivedType(typeof(AccountDraft), "account")]
[JsonDerivedType(typeof(BankAccountDraft), "bankAccount")]
[JsonDerivedType(typeof(ContactDraft), "contact")]
public abstract record ReferenceDraft;

/// <summary>An account.</summary>
/// <param name="NominalCode">The code people know it by.</param>
/// <param name="Name">Its name.</param>
/// <param name="AccountType">Its class.</param>
/// <param name="Currency">Its currency, ISO 4217; null for the ledger's own.</param>
/// <param name="IsActive">Whether it can be booked to.</param>
public sealed record AccountDraft(string? NominalCode, string? Name, AccountType? AccountType, string? Currency, bool IsActive) : ReferenceDraft;

/// <summary>A bank or card account.</summary>
/// <param name="NominalCode">The code people know it by; null to let the ledger choose one.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsCredit">Whether it is a card or loan, whose balance is owed.</param>
/// <param name="Currency">Its currency, ISO 4217; null for the ledger's own.</param>
public sealed record BankAccountDraft(string? NominalCode, string? Name, bool IsCredit, string? Currency) : ReferenceDraft;

/// <summary>A supplier or customer.</summary>
/// <param name="IsCustomer">True for a customer, false for a supplier.</param>
/// <param name="Name">The name.</param>
/// <param name="IsActive">Whether it can be used.</param>
/// <param name="Currency">The only currency it trades in, ISO 4217; null for any.</param>
/// <param name="Details">What is known of it besides.</param>
/// <param name="SourceModified">The ledger's last change of it that the caller knew, UTC; null for not said.</param>
public sealed record ContactDraft(
    bool IsCustomer, string? Name, bool IsActive, string? Currency, ContactDetails Details, DateTimeOffset? SourceModified = null) : ReferenceDraft;
