using System.Text.Json;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Webhooks;

/// <summary>The events of companies and their connections (codat-contract B120, B121).</summary>
/// <param name="publisher">Takes events.</param>
/// <param name="views">Shows connections.</param>
/// <param name="address">Where customers link.</param>
/// <param name="time">The clock.</param>
public sealed class CompanyEvents(IEventPublisher publisher, ConnectionView views, PublicAddress address, TimeProvider time)
{
    /// <summary>Publishes that a company was created or deleted. Publishing the same again is the same message.</summary>
    /// <param name="request">The request that did it.</param>
    /// <param name="company">The company.</param>
    /// <param name="type">`company.created` or `company.deleted`.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is kept for delivery.</returns>
    public Task CompanyAsync(HttpRequest request, Company company, string type, CancellationToken cancellationToken)
    {
        var payload = new CompanyPayload(
            company.Key.Company.Value, company.Name, company.Description, address.OfCompany(request, company.Key.Company.Value), company.Created,
            company.Tags.All);
        var isCreated = string.Equals(type, EventCatalogue.CompanyCreated, StringComparison.Ordinal);
        return publisher.PublishAsync(
            Event(type, company, isCreated ? company.Created : time.GetUtcNow(), company.Key.ToString()) with { Payload = Json(payload) },
            cancellationToken);
    }

    /// <summary>Publishes that a connection was created, and that it is connected when it needed no consent.</summary>
    /// <param name="request">The request that did it.</param>
    /// <param name="company">Whose connection it is.</param>
    /// <param name="connection">The connection as it is now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is kept for delivery.</returns>
    public async Task ConnectionCreatedAsync(HttpRequest request, Company company, Connection connection, CancellationToken cancellationToken)
    {
        await PublishAsync(request, company, connection, EventCatalogue.ConnectionCreated, connection.Created, cancellationToken);
        if (connection.Status == ConnectionStatus.Linked)
        {
            await PublishAsync(request, company, connection, EventCatalogue.ConnectionConnected, connection.Created, cancellationToken);
        }
    }

    /// <summary>Publishes a later change of a connection.</summary>
    /// <param name="request">The request that did it.</param>
    /// <param name="company">Whose connection it is.</param>
    /// <param name="connection">The connection as it is now; as it was last, when it was deleted.</param>
    /// <param name="type">`connection.connected`, `.disconnected`, `.reconnected`, `.failed` or `.deleted`.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is kept for delivery.</returns>
    public Task ConnectionChangedAsync(
        HttpRequest request, Company company, Connection connection, string type, CancellationToken cancellationToken) =>
        PublishAsync(request, company, connection, type, time.GetUtcNow(), cancellationToken);

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

    private Task PublishAsync(
        HttpRequest request, Company company, Connection connection, string type, DateTimeOffset occurred, CancellationToken cancellationToken)
    {
        var view = ViewOf(request, connection);
        var payload = new ConnectionPayload(CompanyReference.Of(company), view);
        var isDeleted = string.Equals(type, EventCatalogue.ConnectionDeleted, StringComparison.Ordinal);
        var status = isDeleted ? "Deleted" : connection.Status.ToString();
        var alert = new LegacyAlert(
            $"{view.PlatformName} connection of company {company.Key.Company} is now {status}.",
            Json(new LegacyConnection(connection.Id.Value, status, connection.PlatformKey)),
            connection.Id);
        return publisher.PublishAsync(
            Event(type, company, occurred, connection.Id.Value) with { Payload = Json(payload), Legacy = alert }, cancellationToken);
    }

    // The link's one-time password is for the customer's browser; events are kept, and passwords are not.
    private ConnectionBody ViewOf(HttpRequest request, Connection connection)
    {
        var shown = views.Of(request, connection);
        return shown with { LinkUrl = shown.LinkUrl.Split('?')[0] };
    }

    private sealed record CompanyPayload(string Id, string Name, string Description, string Redirect, DateTimeOffset Created, IReadOnlyDictionary<string, string> Tags);

    private sealed record ConnectionPayload(CompanyReference ReferenceCompany, ConnectionBody Connection);

    private sealed record LegacyConnection(string DataConnectionId, string NewStatus, string PlatformKey);
}
