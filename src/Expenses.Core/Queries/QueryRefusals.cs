using Expenses.Core.Errors;

namespace Expenses.Core.Queries;

/// <summary>The refusals of the query language, in the contract's words (codat-contract §2.10).</summary>
internal static class QueryRefusals
{
    /// <summary>400: no sentence of the language.</summary>
    public static ContractException Malformed(string reason) =>
        new(400, "Error parsing query - Malformed query.", [new ValidationItem("query", reason, "Query")]);

    /// <summary>400: the list's records have no such property.</summary>
    public static ContractException Unresolved(string property, string resource) => new(
        400,
        $"Error parsing query - Could not resolve property {property} on {resource}",
        [new ValidationItem("query", $"{resource} has no property '{property}' that can be searched.", "Query")]);

    /// <summary>400: the list cannot be ordered by that.</summary>
    public static ContractException UnresolvedOrder(string property, string resource) => new(
        400,
        $"Error parsing orderBy - Could not resolve property {property} on {resource}",
        [new ValidationItem("orderBy", $"{resource} has no property '{property}' that it can be ordered by.", "OrderBy")]);
}
