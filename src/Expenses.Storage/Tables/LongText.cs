namespace Expenses.Storage.Tables;

/// <summary>Text for a table property, which holds 32K UTF-16 characters at most.</summary>
internal static class LongText
{
    /// <summary>The longest text that is stored.</summary>
    public const int MaxLength = 32_000;

    private const char Ellipsis = '…';

    /// <summary>Cuts text that is too long; what is cut ends with an ellipsis, so a reader sees that there was more.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="maxLength">The longest result.</param>
    /// <returns>The text, or its beginning.</returns>
    public static string? Cut(string? text, int maxLength = MaxLength)
    {
        if (text is null || text.Length <= maxLength)
        {
            return text;
        }

        var end = maxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), [Ellipsis]);
    }
}
