using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies;

/// <summary>A company's link to a platform (codat-contract §2.2).</summary>
/// <param name="Company">Whose connection it is.</param>
/// <param name="Id">The connection's id.</param>
/// <param name="PlatformKey">The four-letter key of the platform (codat-contract §5.2).</param>
/// <param name="SourceType">What kind of source it is.</param>
/// <param name="Status">Its place in the status machine (codat-contract §5.4).</param>
/// <param name="Created">When it was created, UTC.</param>
/// <param name="ETag">The version that a conditional update is checked against; empty before it is stored.</param>
public sealed record Connection(
    CompanyKey Company,
    ConnectionId Id,
    string PlatformKey,
    SourceType SourceType,
    ConnectionStatus Status,
    DateTimeOffset Created,
    string ETag = "")
{
    /// <summary>When data was last read from it, UTC; null for never.</summary>
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>What its one-time link passwords are made with (<see cref="LinkPassword"/>); another one ends them all.</summary>
    public string LinkSecret { get; init; } = "";

    /// <summary>What went wrong with its authorisation, newest first (codat-contract B021); null for nothing yet.</summary>
    public ConnectionErrors? Errors { get; init; }
}
