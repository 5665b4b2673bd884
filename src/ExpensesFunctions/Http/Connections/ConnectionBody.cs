using Expenses.Core.Companies;

namespace ExpensesFunctions.Http.Connections;

/// <summary>A connection as the contract shows it (codat-contract §2.2, M012).</summary>
/// <param name="Id">Its id.</param>
/// <param name="IntegrationId">Fixed per platform.</param>
/// <param name="IntegrationKey">The platform's key.</param>
/// <param name="SourceId">Fixed per platform.</param>
/// <param name="SourceType">What kind of source it is.</param>
/// <param name="PlatformName">The platform's name.</param>
/// <param name="LinkUrl">The hosted page the customer links it on.</param>
/// <param name="Status">Its place in the status machine.</param>
/// <param name="Created">When it was created, UTC.</param>
public sealed record ConnectionBody(
    string Id,
    string IntegrationId,
    string IntegrationKey,
    string SourceId,
    SourceType SourceType,
    string PlatformName,
    string LinkUrl,
    ConnectionStatus Status,
    DateTimeOffset Created);
