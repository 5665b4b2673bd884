using System.Text.Json;
using Expenses.Core.Companies;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>A company's configuration on the wire (codat-contract §2.3): all three sections, in both directions.</summary>
internal sealed record ConfigurationBody(IdReference BankAccount, IdReference Supplier, IdReference Customer)
{
    public static ConfigurationBody Of(CompanyConfiguration configuration) => new(
        new IdReference(configuration.BankAccountId), new IdReference(configuration.SupplierId), new IdReference(configuration.CustomerId));

    public static CompanyConfiguration Parse(JsonElement root)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var configuration = new CompanyConfiguration(
            reader?.Reference("bankAccount", required: true) ?? "",
            reader?.Reference("supplier", required: true) ?? "",
            reader?.Reference("customer", required: true) ?? "");
        errors.ThrowIfAny();
        return configuration;
    }
}

/// <summary>A reference by id.</summary>
internal sealed record IdReference(string Id);
