using System.Collections.Frozen;
using System.Text.Json;

namespace ExpensesFunctions.Tests.Answers;

/// <summary>What newer SDKs refuse in an answer (codat-contract T1, T5, §2.15): nulls, and words that are not spelt as the documents have them.</summary>
internal static class AnswerRules
{
    /// <summary>The words of the properties whose enum is the same wherever a document has them.</summary>
    public static FrozenDictionary<string, string[]> Words { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["integrationType"] = "expense expenses bankfeeds",
        ["sourceType"] = "Accounting Banking BankFeed Commerce Expense Other Unknown",
        ["canBeRetried"] = "True False Unknown",
        ["accountType"] = "Asset Liability Income Expense Equity Unknown Credit Debit",
        ["validTransactionTypes"] = "Payment Refund Reward Chargeback",
        ["validFor"] = "expense-transactions.Payment expense-transactions.Refund expense-transactions.Reward expense-transactions.Chargeback "
            + "reimbursable-expense-transactions transfer-transactions adjustment-transactions",
        ["syncStatus"] = "NotStarted Started Pushing Complete ConfigError NotFound Unauthorized BillingExpired Error DuplicationError ProcessingError PushError",
        ["currentStatus"] = "Initial Queued Fetching MapQueued Mapping Complete FetchError MapError InternalError ProcessingQueued Processing ProcessingError "
            + "ValidationQueued Validating ValidationError AuthError Cancelled NotSupported RateLimitError PermissionsError PrerequisiteNotMet",
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.Split(' '), StringComparer.Ordinal);

    // `status` means several things; each of its words is spelt in one way all the same.
    private static readonly FrozenSet<string> Statuses = Words["currentStatus"]
        .Concat(["PendingAuth", "Linked", "Unlinked", "Deauthorized", "Unknown", "Pending", "Completed", "PushError", "Failed", "Success", "TimedOut", "Active", "Archived", "Resolved"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an answer.</summary>
    public static IEnumerable<string> ProblemsIn(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        // The API document itself speaks of schemas, not of companies.
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("openapi", out _)
            ? [.. Values("", "", document.RootElement).Where(value => value.Value.ValueKind == JsonValueKind.Null).Select(value => $"{value.Pointer} is null")]
            : [.. Values("", "", document.RootElement).Select(value => ProblemOf(value.Name, value.Value) is { } problem ? $"{value.Pointer} {problem}" : null).OfType<string>()];
    }

    private static string? ProblemOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "is null",
        JsonValueKind.String when Words.TryGetValue(name, out var words) && !words.Contains(value.GetString()!, StringComparer.Ordinal) => $"is spelt '{value.GetString()}'",
        JsonValueKind.String when name is "status" && Statuses.TryGetValue(value.GetString()!, out var word) && !string.Equals(word, value.GetString(), StringComparison.Ordinal) =>
            $"is spelt '{value.GetString()}' and not '{word}'",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when Words.ContainsKey(name) => "is no word",
        _ => null,
    };

    // The entries of an array have its name.
    private static IEnumerable<(string Pointer, string Name, JsonElement Value)> Values(string pointer, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Values($"{pointer}/{property.Name}", property.Name, property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Values($"{pointer}/{index}", name, item)),
        _ => [(pointer, name, value)],
    };
}
