using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Rows;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Which record a key made, and of what content. Kept for ever.</summary>
internal sealed record KeyEntry(string RecordId, string Fingerprint)
{
    public static KeyEntry From(TableEntity row) => new(row.GetString(nameof(RecordId)), row.GetString(nameof(Fingerprint)));

    public TableEntity ToRow(LedgerName ledger, string key) => new(ledger.Partition, LedgerRow.Key(key))
    {
        [nameof(RecordId)] = RecordId,
        [nameof(Fingerprint)] = Fingerprint,
    };

    /// <summary>The outcome of a document that comes with this key again.</summary>
    public PostingOutcome Answer(PostingRequest request, string fingerprint) => string.Equals(fingerprint, Fingerprint, StringComparison.Ordinal)
        ? PostingOutcome.Booked(request, RecordId)
        : PostingOutcome.Refused(request, Refusals.KeyReused(request.Key));

    /// <summary>A hash of everything a document says; 10.0 and 10.00 say the same.</summary>
    public static string FingerprintOf(PostingRequest request)
    {
        var normalized = request with
        {
            Rate = request.Rate is { } rate ? Normalize(rate) : null,
            Transfer = request.Transfer is { } transfer
                ? transfer with { FromAmount = Normalize(transfer.FromAmount), ToAmount = Normalize(transfer.ToAmount) }
                : null,
            Lines = [.. request.Lines.Select(line => line with { NetAmount = Normalize(line.NetAmount), TaxAmount = Normalize(line.TaxAmount) })],
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(normalized, JsonColumns.Json)));
    }

    // Division by a one with all its decimals drops trailing zeros.
    private static decimal Normalize(decimal value) => value / 1.0000000000000000000000000000m;
}
