using Expenses.Core.Transactions;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Where in a request a problem of the posting rules is: its field as a JSON pointer.</summary>
internal static class ProblemPointer
{
    private const string Lines = "LineItems";

    /// <summary>The pointer: `LineItems[0].TaxAmount` of the transaction at `/3` is `/3/lines/0/taxAmount`.</summary>
    public static string Of(string transaction, PostingProblem problem) =>
        transaction + string.Concat(problem.Field.Split('.').Select(SegmentOf));

    private static string SegmentOf(string segment)
    {
        var index = segment.IndexOf('[', StringComparison.Ordinal);
        var name = index < 0 ? segment : segment[..index];
        var json = string.Equals(name, Lines, StringComparison.Ordinal) ? "lines" : char.ToLowerInvariant(name[0]) + name[1..];
        return index < 0 ? $"/{json}" : $"/{json}/{segment[(index + 1)..^1]}";
    }
}
