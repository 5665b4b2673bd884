using System.Text.Json;
using Expenses.Core.Companies;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Companies;

/// <summary>The body of `POST /companies` (codat-contract M002): characters the contract forbids are stripped, not refused.</summary>
internal sealed record NewCompany(string Name, string Description)
{
    public static NewCompany Parse(JsonElement root)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var name = reader is null ? "" : NameOf(reader);
        var description = reader?.FreeText("description", RequestLimits.CompanyDescription) ?? "";
        errors.ThrowIfAny();
        return new NewCompany(name, description);
    }

    private static string NameOf(JsonObjectReader reader)
    {
        if (reader.Text("name", required: true) is not { } text || !reader.FitsWithin("name", text, 1, RequestLimits.CompanyName))
        {
            return "";
        }

        var name = CompanyName.Clean(text);
        if (name.Length == 0)
        {
            reader.Errors.Add(reader.At("name"), "'name' must hold a letter or digit.", "Format");
        }

        return name;
    }
}
