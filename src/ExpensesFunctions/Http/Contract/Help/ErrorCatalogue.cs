namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>Every kind of refusal. What a refusal says itself stays in the contract's words; this says it once more for people.</summary>
internal static class ErrorCatalogue
{
    /// <summary>All kinds, by number: of refusals, of syncs and of transactions.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } = [.. ErrorsOfValues.All.Concat(ErrorsOfState.All).Concat(SyncHelp.All).Concat(TransactionHelp.All).OrderBy(kind => kind.Code)];

    private static readonly Dictionary<int, ErrorKind> ByCode = All.ToDictionary(kind => kind.Code);

    /// <summary>The kind of a refusal.</summary>
    /// <param name="statusCode">Its HTTP status.</param>
    /// <param name="error">Its text.</param>
    /// <param name="rule">The rule that refused its first value, if it is about values.</param>
    public static ErrorKind Of(int statusCode, string error, string? rule) =>
        ByCode[ErrorsOfValues.CodeOf(statusCode, error, rule) ?? ErrorsOfState.CodeOf(statusCode, error)];
}
