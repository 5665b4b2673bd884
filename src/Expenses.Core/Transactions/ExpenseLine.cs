namespace Expenses.Core.Transactions;

/// <summary>One line of an expense or a reimbursable expense (codat-contract §2.5, §2.6). Amounts are in the transaction's currency, major units.</summary>
public sealed record ExpenseLine
{
    /// <summary>What it is for; of a reimbursable expense only, null elsewhere.</summary>
    public string? Description { get; init; }

    /// <summary>The amount without tax.</summary>
    public required decimal NetAmount { get; init; }

    /// <summary>The tax on top; zero when none was given.</summary>
    public decimal TaxAmount { get; init; }

    /// <summary>The platform's tax rate; null when none was given.</summary>
    public string? TaxRateId { get; init; }

    /// <summary>The nominal account the line is booked to; null only where an item takes its place.</summary>
    public string? AccountId { get; init; }

    /// <summary>QuickBooks Desktop's item, instead of an account (codat-contract B065).</summary>
    public string? ItemId { get; init; }

    /// <summary>Tracking categories or customers the line is tagged with, at most 10.</summary>
    public IReadOnlyList<TrackingReference> TrackingReferences { get; init; } = [];

    /// <summary>The customer this line is billed on to (codat-contract B067); null when it is not billable.</summary>
    public string? InvoiceToCustomerId { get; init; }
}
