using System.Globalization;
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
/// <param name="LastSync">When data was last read from it, UTC; absent before that.</param>
/// <param name="Created">When it was created, UTC.</param>
/// <param name="DataConnectionErrors">What went wrong with its authorisation, newest first.</param>
/// <param name="ConnectionInfo">Nothing: no platform of this service has more to tell.</param>
public sealed record ConnectionBody(
    string Id,
    string IntegrationId,
    string IntegrationKey,
    string SourceId,
    SourceType SourceType,
    string PlatformName,
    string LinkUrl,
    ConnectionStatus Status,
    DateTimeOffset? LastSync,
    DateTimeOffset Created,
    IReadOnlyList<ConnectionErrorBody> DataConnectionErrors,
    IReadOnlyDictionary<string, string> ConnectionInfo);

/// <summary>A failure of a connection's authorisation (codat-contract B021).</summary>
/// <param name="StatusCode">What the platform answered, as text.</param>
/// <param name="StatusText">The same in a word.</param>
/// <param name="ErrorMessage">The platform's words.</param>
/// <param name="ErroredOnUtc">When.</param>
/// <param name="Status">`Active` or `Resolved`.</param>
/// <param name="ResolvedOnUtc">When it was over; absent while it is not.</param>
public sealed record ConnectionErrorBody(
    string StatusCode, string StatusText, string ErrorMessage, DateTimeOffset ErroredOnUtc, string Status, DateTimeOffset? ResolvedOnUtc)
{
    internal static ConnectionErrorBody Of(ConnectionError error) => new(
        error.StatusCode.ToString(CultureInfo.InvariantCulture),
        error.StatusText,
        error.Message,
        error.Occurred,
        error.Resolved is null ? "Active" : "Resolved",
        error.Resolved);
}
