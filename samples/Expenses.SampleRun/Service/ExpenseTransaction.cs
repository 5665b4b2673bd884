namespace Expenses.SampleRun.Service;

/// <summary>An expense as the contract has it (codat-contract §2.5), with the receipts of our runs endpoint.</summary>
internal sealed record ExpenseTransaction
{
    public required string Id { get; init; }

    /// <summary>Payment, Refund, Reward or Chargeback; line amounts are positive for all of them.</summary>
    public required string Type { get; init; }

    public required string IssueDate { get; init; }

    public required string Currency { get; init; }

    /// <summary>Base amount = amount × rate; absent when the currency is the base currency.</summary>
    public decimal? CurrencyRate { get; init; }

    public ContactRef? ContactRef { get; init; }

    public string? MerchantName { get; init; }

    public string? Reference { get; init; }

    public string? Notes { get; init; }

    public required IReadOnlyList<ExpenseLine> Lines { get; init; }

    public IReadOnlyList<string>? ReceiptIds { get; init; }
}

internal sealed record ExpenseLine(
    decimal NetAmount,
    decimal TaxAmount,
    Ref TaxRateRef,
    Ref AccountRef,
    IReadOnlyList<TrackingRef>? TrackingRefs);

internal sealed record Ref(string Id);

internal sealed record ContactRef(string Id, string Type);

internal sealed record TrackingRef(string Id, string DataType);
