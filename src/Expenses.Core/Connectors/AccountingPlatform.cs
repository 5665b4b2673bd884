using Expenses.Core.Companies;

namespace Expenses.Core.Connectors;

/// <summary>A platform as the contract names it (codat-contract §2.2, §5.2).</summary>
/// <param name="Key">The four-letter platform key.</param>
/// <param name="Name">The name shown to people: the contract's `platformName`.</param>
/// <param name="SourceType">What kind of source it is.</param>
/// <param name="IntegrationId">A GUID fixed per platform.</param>
/// <param name="SourceId">A GUID fixed per platform.</param>
public sealed record AccountingPlatform(string Key, string Name, SourceType SourceType, string IntegrationId, string SourceId);
