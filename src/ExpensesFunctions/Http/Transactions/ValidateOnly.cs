using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>`?validateOnly=true`: everything is checked and nothing is stored (codat-contract §8 row 4). Ours, not the contract's.</summary>
internal static class ValidateOnly
{
    private const string Name = "validateOnly";

    /// <summary>Whether a request asks for it.</summary>
    /// <exception cref="ContractException">400: neither true nor false.</exception>
    public static bool IsAskedFor(HttpRequest request)
    {
        if (!request.Query.TryGetValue(Name, out var values))
        {
            return false;
        }

        return values.Count == 1 && bool.TryParse(values[0], out var asked)
            ? asked
            : throw Refusals.Invalid(Name, $"'{Name}' must be true or false.", "Choice");
    }
}
