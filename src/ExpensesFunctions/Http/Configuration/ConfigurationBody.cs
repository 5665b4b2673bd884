using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>A company's configuration on the wire (codat-contract §2.3): all three sections, in both directions.</summary>
internal sealed record ConfigurationBody(IdReference BankAccount, IdReference Supplier, IdReference Customer)
{
    /// <summary>What the last nightly check of this configuration found (ours); absent before the first.</summary>
    public ConfigurationCheckBody? Check { get; init; }

    public static ConfigurationBody Of(CompanyConfiguration configuration, ConfigurationCheck? check = null) => new(
        new IdReference(configuration.BankAccountId), new IdReference(configuration.SupplierId), new IdReference(configuration.CustomerId))
    {
        Check = check is not null && check.Configuration == configuration ? ConfigurationCheckBody.Of(check) : null,
    };

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

/// <summary>What a check found (codat-contract §8 row 13).</summary>
internal sealed record ConfigurationCheckBody(DateTimeOffset CheckedUtc, bool IsValid, IReadOnlyList<ConfigurationProblemBody> Problems)
{
    public static ConfigurationCheckBody Of(ConfigurationCheck check) =>
        new(check.Checked, check.Problems.Count == 0, [.. check.Problems.Select(ConfigurationProblemBody.Of)]);
}

/// <summary>Something that the ledger does not offer any more.</summary>
internal sealed record ConfigurationProblemBody(ConfigurationUse Use, string Id, ConfigurationLoss Reason)
{
    public static ConfigurationProblemBody Of(ConfigurationProblem problem) => new(problem.Use, problem.RecordId, problem.Reason);
}

/// <summary>A reference by id.</summary>
internal sealed record IdReference(string Id);
