namespace Expenses.Core.Webhooks;

/// <summary>
/// The form of an e-mail address that events may be sent to: the dot-atom form of RFC 5321 in ASCII, with a domain name. Quoted
/// names, comments, address literals and whatever could end a header or a command are no addresses here.
/// </summary>
public static class MailAddress
{
    /// <summary>The longest address (RFC 5321 §4.5.3.1.3, without the angle brackets).</summary>
    public const int MaxLength = 254;

    private const int MaxLocal = 64;
    private const int MaxLabel = 63;
    private const string LocalSigns = "!#$%&'*+/=?^_`{|}~-";

    /// <summary>What is wrong with a text as an address.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The rest of a sentence that begins with its name; null for an address.</returns>
    public static string? ProblemOf(string text)
    {
        var at = text.LastIndexOf('@');
        return text.Length > MaxLength ? $"must have at most {MaxLength} characters."
            : at is < 1 or > MaxLocal || !IsLocal(text.AsSpan(0, at)) || !IsDomain(text[(at + 1)..]) ? "must be an e-mail address such as 'name@example.com'."
            : null;
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        var wasDot = true;
        foreach (var character in local)
        {
            var isDot = character == '.';
            if (isDot ? wasDot : !char.IsAsciiLetterOrDigit(character) && !LocalSigns.Contains(character, StringComparison.Ordinal))
            {
                return false;
            }

            wasDot = isDot;
        }

        return !wasDot;
    }

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
