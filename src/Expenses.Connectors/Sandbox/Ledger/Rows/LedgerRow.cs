using System.Globalization;

namespace Expenses.Connectors.Sandbox.Ledger.Rows;

/// <summary>
/// The row keys of a ledger's partition. All rows of a ledger share it, so that a journal, its key and the head are one
/// entity-group transaction. Numbers are padded: a page of journals is a key range (design section 5).
/// </summary>
internal static class LedgerRow
{
    public const string Books = "books";
    public const string Head = "head";

    /// <summary>Sorts after every journal.</summary>
    public const string AfterJournals = "jnl.";

    private const string JournalPrefix = "jnl-";
    private const string AttachmentPrefix = "att-";
    private const string SupersededPrefix = "old-";
    private const int Digits = 10;

    /// <summary>Of a journal; also its public id.</summary>
    public static string Journal(long number) => JournalPrefix + Padded(number);

    public static string Key(string idempotencyKey) => "key-" + LedgerName.Encode(idempotencyKey);

    /// <summary>Of an attachment; also its public id.</summary>
    public static string Attachment(long journalNumber, string hash) => $"{AttachmentPrefix}{Padded(journalNumber)}-{hash}";

    /// <summary>The first possible attachment row of a journal; every attachment of earlier journals sorts before it.</summary>
    public static string FirstAttachment(long journalNumber) => $"{AttachmentPrefix}{Padded(journalNumber)}-";

    /// <summary>Of a version of a journal that another took the place of.</summary>
    public static string Superseded(long journalNumber, int version) => $"{FirstSuperseded(journalNumber)}{Padded(version)}";

    /// <summary>The first possible superseded version of a journal.</summary>
    public static string FirstSuperseded(long journalNumber) => $"{SupersededPrefix}{Padded(journalNumber)}-";

    public static string AttachmentKey(string idempotencyKey) => "atk-" + LedgerName.Encode(idempotencyKey);

    public static string Operation(string pushOperationKey) => "op-" + LedgerName.Encode(pushOperationKey);

    /// <summary>The number in a journal's id; null when it is no journal's id.</summary>
    public static long? JournalNumber(string recordId) =>
        recordId.Length == JournalPrefix.Length + Digits
        && recordId.StartsWith(JournalPrefix, StringComparison.Ordinal)
        && long.TryParse(recordId.AsSpan(JournalPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The journal an attachment's id names.</summary>
    public static string JournalOf(string attachmentId) => string.Concat(JournalPrefix, attachmentId.AsSpan(AttachmentPrefix.Length, Digits));

    public static bool IsAttachment(string attachmentId) =>
        attachmentId.StartsWith(AttachmentPrefix, StringComparison.Ordinal)
        && attachmentId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Padded(long number) => number.ToString($"D{Digits}", CultureInfo.InvariantCulture);
}
