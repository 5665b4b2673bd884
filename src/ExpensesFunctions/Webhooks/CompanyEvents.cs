using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Webhooks;

/// <summary>Writes the events of companies and their connections (codat-contract B120, B121); the stores commit them with the change.</summary>
/// <param name="views">Shows connections.</param>
/// <param name="address">Where customers link.</param>
/// <param name="time">The clock.</param>
public sealed class CompanyEvents(ConnectionView views, PublicAddress address, TimeProvider time)
{
    /// <summary>A company was created or deleted.</summary>
    /// <param name="request">The request that did it.</param>
    /// <param name="company">The company.</param>
    /// <param name="type">`company.created` or `company.deleted`.</param>
    /// <returns>The event.</returns>
    public PublishedEvent Company(HttpRequest request, Company company, string type)
    {
        var payload = new CompanyPayload(
            company.Key.Company.Value, company.Name, company.Description, address.OfCompany(request, company.Key.Company.Value), company.Created,
            company.Tags.All);
        var isCreated = string.Equals(type, EventCatalogue.CompanyCreated, StringComparison.Ordinal);
        return Event(type, company, isCreated ? company.Created : time.GetUtcNow(), company.Key.ToString()) with { Payload = Json(payload) };
    }

    /// <summary>A connection was created, and is connected when it needed no consent.</summary>
    /// <param name="request">The request that did it.</param>
    /// <param name="company">Whose connection it is.</param>
    /// <param name="connection">The connection as it is now.</param>
    /// <returns>One event or two.</returns>
    public IReadOnlyList<PublishedEvent> ConnectionCreated(HttpRequest request, Company company, Connection connection)
    {
        var created = Of(request, company, connection, new Change(EventCatalogue.ConnectionCreated, Was: null, connection.Created));
        var connected = new Change(EventCatalogue.ConnectionConnected, ConnectionStatus.PendingAuth, connection.Created);
        return connection.Status == ConnectionStatus.Linked ? [created, Of(request, company, connection, connected)] : [created];
    }

    /// <summary>A later change of a connection.</summary>
    /// <param name="request">The request that did it; null for what happens without one.</param>
    /// <param name="company">Whose connection it is.</param>
    /// <param name="connection">The connection as it is now; as it was last, when it was deleted.</param>
    /// <param name="type">`connection.connected`, `.disconnected`, `.reconnected`, `.failed` or `.deleted`.</param>
    /// <param name="was">Its status before.</param>
    /// <returns>The event.</returns>
    public PublishedEvent ConnectionChanged(HttpRequest? request, Company company, Connection connection, string type, ConnectionStatus was) =>
        Of(request, company, connection, new Change(type, was, time.GetUtcNow()));

    private static PublishedEvent Event(string type, Company company, DateTimeOffset occurred, string subject) => new()
    {
        Id = DerivedId.Guid("event", type, subject, occurred.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Client = company.Key.Client,
        Company = company.Key.Company,
        CompanyTags = CompanyReference.TagsOf(company),
        Type = type,
        Occurred = occurred,
    };

    private static string Json(object value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private PublishedEvent Of(HttpRequest? request, Company company, Connection connection, Change change)
    {
        var view = ViewOf(request, connection);
        var isDeleted = string.Equals(change.Type, EventCatalogue.ConnectionDeleted, StringComparison.Ordinal);
        var status = isDeleted ? "Deleted" : connection.Status.ToString();
        var alert = new LegacyAlert(
            $"Data connection for {view.PlatformName} status changed{(change.Was is { } was ? $" from {was}" : "")} to {status}",
            Json(new LegacyConnection(connection.Id.Value, status, change.Was?.ToString(), connection.PlatformKey)),
            connection.Id);
        return Event(change.Type, company, change.Occurred, connection.Id.Value) with
        {
            Payload = Json(new ConnectionPayload(CompanyReference.Of(company), view)),
            Legacy = alert,
        };
    }

    // The link's one-time password is for the customer's browser; events are kept, and passwords are not.
    private ConnectionBody ViewOf(HttpRequest? request, Connection connection)
    {
        var shown = views.Of(request, connection);
        return shown with { LinkUrl = shown.LinkUrl.Split('?')[0] };
    }

    private sealed record CompanyPayload(string Id, string Name, string Description, string Redirect, DateTimeOffset Created, IReadOnlyDictionary<string, string> Tags);

    private sealed record ConnectionPayload(CompanyReference ReferenceCompany, ConnectionBody Connection);

    private sealed record LegacyConnection(string DataConnectionId, string NewStatus, string? OldStatus, string PlatformKey);

    private sealed record Change(string Type, ConnectionStatus? Was, DateTimeOffset Occurred);
}
