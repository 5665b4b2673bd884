namespace ExpensesFunctions.Http.Receipts;

/// <summary>Receipt ids, chosen by callers: 1 to 100 letters, digits, `.`, `_` and `-`, the first a letter or digit.</summary>
internal static class ReceiptIdText
{
    /// <summary>The rule, in words.</summary>
    public const string Rule = "A receipt id has 1 to 100 letters, digits, '.', '_' or '-', and begins with a letter or digit.";

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= RequestLimits.Id
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
