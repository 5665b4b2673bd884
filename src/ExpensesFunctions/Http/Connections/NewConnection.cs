using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Connections;

/// <summary>The body of `POST /companies/{id}/connections` (codat-contract M004).</summary>
internal static class NewConnection
{
    /// <summary>The connector the body asks for.</summary>
    /// <exception cref="ContractException">400: no object, no key, or a platform this service does not have.</exception>
    public static IAccountingConnector Parse(JsonElement root, ConnectorRegistry connectors)
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

        var reader = JsonObjectReader.Open(root, "", errors)!;
        var key = reader.Text("platformKey", required: true);
        var connector = key is null ? null : connectors.Find(key);
        if (key is not null && connector is null)
        {
            var known = string.Join(", ", connectors.All.Select(one => one.Platform.Key).Order(StringComparer.Ordinal));
            errors.Add(reader.At("platformKey"), $"'platformKey' must be the key of a platform of this service: {known}.", "Choice");
        }

        errors.ThrowIfAny();
        return connector!;
    }
}
