using System.Text.Json;
using Expenses.Core.Errors;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Connections;

/// <summary>The body of `POST /companies/{id}/connections` (codat-contract M004).</summary>
internal static class NewConnection
{
    /// <summary>The platform key the body asks for.</summary>
    /// <exception cref="ContractException">400: no object, or no key.</exception>
    public static string Parse(JsonElement root)
    {
        var errors = new RequestErrors();
        if (root.ValueKind != JsonValueKind.Object)
        {
            // M004 fixes the words.
            throw new ContractException(
                StatusCodes.Status400BadRequest,
                "Push object DataConnectionArgs must be provided",
                [new ValidationItem(JsonBody.Location, "Must be a JSON object.", "Type")]);
        }

        var key = JsonObjectReader.Open(root, "", errors)!.Text("platformKey", required: true);
        errors.ThrowIfAny();
        return key!;
    }
}
