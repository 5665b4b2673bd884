using Expenses.Core.Companies;

namespace ExpensesFunctions.Webhooks;

/// <summary>The company an event is about, as payloads of the new style name it (codat-contract §2.16).</summary>
internal sealed record CompanyReference(string Id, string Name, string Description, IReadOnlyDictionary<string, string> Tags)
{
    public static CompanyReference Of(Company company) => new(company.Key.Company.Value, company.Name, company.Description, company.Tags.All);

    /// <summary>The company's tags as consumers filter by them.</summary>
    public static IReadOnlyList<string> TagsOf(Company company) => [.. company.Tags.All.Select(tag => $"{tag.Key}:{tag.Value}")];
}
