using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies;

/// <summary>A customer of the client (codat-contract §2.1).</summary>
/// <param name="Key">Client and company id.</param>
/// <param name="Name">The name after clean-up (codat-contract B011); never empty.</param>
/// <param name="Description">Free text; empty when none was given.</param>
/// <param name="Created">When it was created, UTC.</param>
public sealed record Company(CompanyKey Key, string Name, string Description, DateTimeOffset Created)
{
    /// <summary>What the client marked it with.</summary>
    public CompanyTags Tags { get; init; } = CompanyTags.None;

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";
}
