using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Queries;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Integrations;

/// <summary>The platforms of this service (codat-contract B132, B133).</summary>
/// <param name="connectors">The platforms.</param>
/// <param name="writers">Those that take records.</param>
/// <param name="address">Where the logo is.</param>
public sealed class IntegrationEndpoints(ConnectorRegistry connectors, IEnumerable<IReferenceDataWriter> writers, PublicAddress address)
{
    private const string Released = "Release";

    private static readonly QuerySchema<IntegrationBody> Schema = new QuerySchema<IntegrationBody>("Integration")
        .Text("key", one => one.Key)
        .Text("name", one => one.Name)
        .Text("sourceType", one => one.SourceType.ToString())
        .Text("sourceId", one => one.SourceId)
        .Text("integrationId", one => one.IntegrationId)
        .Flag("enabled", one => one.Enabled)
        .Flag("isBeta", one => one.IsBeta)
        .Flag("isOfflineConnector", one => one.IsOfflineConnector);

    /// <summary>Lists the platforms by name.</summary>
    /// <param name="request">The request: `page`, `pageSize`, `query`, `orderBy`.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400.</exception>
    [Function(nameof(GetIntegrations))]
    public IResult GetIntegrations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "integrations")] HttpRequest request) =>
        JsonAnswer.Ok(ListQuery<IntegrationBody>.From(request, Schema).PageOf(All(request).OrderBy(one => one.Name, StringComparer.Ordinal), one => one));

    /// <summary>Gets one platform.</summary>
    /// <param name="request">The request.</param>
    /// <param name="platformKey">Its key, in any case.</param>
    /// <returns>200 with the platform.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetIntegration))]
    public IResult GetIntegration(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "integrations/{platformKey}")] HttpRequest request, string platformKey) =>
        JsonAnswer.Ok(All(request).FirstOrDefault(one => string.Equals(one.Key, platformKey, StringComparison.OrdinalIgnoreCase))
            ?? throw Refusals.NotFound("integration", platformKey));

    private IEnumerable<IntegrationBody> All(HttpRequest request)
    {
        var logo = address.OfLogo(request);
        var takesRecords = writers.ToDictionary(writer => writer.PlatformKey, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. connectors.All.Select(one => Body(one.Platform, logo, takesRecords.GetValueOrDefault(one.Platform.Key))),
            Body(PartnerExpense.Platform, logo, writer: null),
        ];
    }

    private static IntegrationBody Body(AccountingPlatform platform, string logo, IReferenceDataWriter? writer) => new(
        platform.Key,
        logo,
        platform.Name,
        Enabled: true,
        platform.SourceId,
        platform.SourceType,
        platform.IntegrationId,
        IsOfflineConnector: false,
        IsBeta: false,
        platform.SourceType == SourceType.Accounting ? [.. DataTypes.All.Select(type => Features(type, writer))] : []);

    private static DataTypeFeatures Features(string dataType, IReferenceDataWriter? writer) => new(
        dataType, [new Feature("Get", Released), .. writer?.ModelOf(dataType) is null ? (Feature[])[] : [new Feature("Post", Released)]]);

    /// <summary>A platform as the contract shows it.</summary>
    internal sealed record IntegrationBody(
        string Key,
        string LogoUrl,
        string Name,
        bool Enabled,
        string SourceId,
        SourceType SourceType,
        string IntegrationId,
        bool IsOfflineConnector,
        bool IsBeta,
        IReadOnlyList<DataTypeFeatures> DatatypeFeatures);

    internal sealed record DataTypeFeatures(string Datatype, IReadOnlyList<Feature> SupportedFeatures);

    internal sealed record Feature(string FeatureType, string FeatureState);
}
