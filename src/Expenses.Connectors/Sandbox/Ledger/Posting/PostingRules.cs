using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>What a document must fulfil before it is booked. The ledger trusts nobody, our own rules least of all.</summary>
internal static class PostingRules
{
    /// <summary>The first thing that is wrong with a document; null when nothing is.</summary>
    public static Refusal? Check(PostingRequest request, LedgerBooks books, SandboxOptions options) =>
        Document(request, options).Concat(OfKind(request, books)).FirstOrDefault();

    private static IEnumerable<Refusal> OfKind(PostingRequest request, LedgerBooks books) => request switch
    {
        { Transfer: { } transfer } => TransferRules.Check(transfer, books),
        { Kind: TransactionKind.Adjustment } => AmountRules.Check(request, books).Concat(AdjustmentRules.Check(request, books)),
        _ => AmountRules.Check(request, books)
            .Concat(ContactRules.Check(request, books))
            .Concat(request.Lines.SelectMany(line => LineRules.Check(line, request.Type, books))),
    };

    private static IEnumerable<Refusal> Document(PostingRequest request, SandboxOptions options)
    {
        if (request.Key.Length is 0 or > SandboxLimits.KeyCharacters)
        {
            yield return Refusals.KeyMissing();
        }

        foreach (var (field, text, limit) in Texts(request))
        {
            if (text?.Length > limit)
            {
                yield return Refusals.TextTooLong(field, limit);
            }
        }

        if (request.MerchantName is { } merchant && string.Equals(merchant, options.RejectMerchant, StringComparison.OrdinalIgnoreCase))
        {
            yield return Refusals.MerchantRefused(merchant);
        }

        if (options.LockDate is { } lockDate && request.Date < lockDate)
        {
            yield return Refusals.LockedPeriod(request.Date, lockDate);
        }

        if (request.Lines.Count == 0 && request.Transfer is null)
        {
            yield return Refusals.NoLines();
        }

        if (request.Lines.Count > SandboxLimits.Lines)
        {
            yield return Refusals.TooManyLines();
        }
    }

    private static (string Field, string? Text, int Limit)[] Texts(PostingRequest request) =>
    [
        ("The reference", request.Reference, SandboxLimits.NameCharacters),
        ("The document number", request.DocumentNumber, SandboxLimits.NameCharacters),
        ("The merchant's name", request.MerchantName, SandboxLimits.NameCharacters),
        ("The notes", request.Notes, SandboxLimits.NotesCharacters),
    ];
}
