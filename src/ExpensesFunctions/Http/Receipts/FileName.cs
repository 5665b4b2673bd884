using Expenses.Core.Errors;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>File names as callers send them.</summary>
internal static class FileName
{
    /// <summary>Where an error about the name is.</summary>
    public const string Location = "fileName";

    /// <summary>The name's last segment.</summary>
    /// <exception cref="ContractException">400: missing, too long, or no name of a file.</exception>
    public static string Require(string? given)
    {
        // Some browsers send the whole path; either separator may be in it.
        var name = given?.Split('/', '\\')[^1].Trim() ?? "";
        if (name.Length == 0)
        {
            throw Refusals.Invalid(Location, "The file needs a name with an extension.", "Required");
        }

        if (name.Length > RequestLimits.FileName)
        {
            throw Refusals.Invalid(Location, $"The file's name may have at most {RequestLimits.FileName} characters.", "Length");
        }

        // Bytes that are no UTF-8 came in as this mark; old senders write names in their own charset.
        return name is "." or ".." || name.Any(char.IsControl)
            ? throw Refusals.Invalid(Location, "The file's name is not valid.", "Format")
            : name.Replace('\uFFFD', '_');
    }

    /// <summary>Whether a text looks like a file's name: it ends with a short extension.</summary>
    public static bool Resembles(string text)
    {
        var extension = text.Length <= RequestLimits.FileName ? Path.GetExtension(text) : "";
        return extension.Length is >= 2 and <= 9 && extension.Skip(1).All(char.IsAsciiLetterOrDigit) && text.Length > extension.Length;
    }
}
