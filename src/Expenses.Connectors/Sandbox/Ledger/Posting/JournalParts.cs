using Expenses.Connectors.Sandbox.Ledger.Books;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>A document's lines as parts of its journal, and one part for the tax of each rate.</summary>
internal static class JournalParts
{
    public static List<JournalPart> Of(PostingRequest request)
    {
        var lines = request.Lines.Select(line => new JournalPart(line.AccountId!, line.NetAmount)
        {
            TaxRateId = line.TaxRateId,
            TrackingIds = [.. line.TrackingIds, .. line.CustomerIds, .. line.SupplierIds ?? []],
            BillToCustomerId = line.BillToCustomerId,
            Description = line.Description,
        });
        var taxes = request.Lines
            .GroupBy(line => line.TaxRateId, StringComparer.Ordinal)
            .Select(group => new JournalPart(StandardChart.TaxAccountId, group.Sum(line => line.TaxAmount)) { TaxRateId = group.Key })
            .Where(part => part.Amount != 0m);
        return [.. lines, .. taxes];
    }
}

/// <summary>An amount on an account, in the document's currency: a debit above zero, a credit below.</summary>
internal sealed record JournalPart(string AccountId, decimal Amount)
{
    public string? TaxRateId { get; init; }

    public IReadOnlyList<string> TrackingIds { get; init; } = [];

    public string? BillToCustomerId { get; init; }

    public string? Description { get; init; }
}
