using System.Globalization;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages.Linking;

/// <summary>How a journey ended, in the words an expense product is told (codat-contract §5.3).</summary>
/// <param name="StatusCode">200, 201 for nothing done, or 403.</param>
/// <param name="StatusText">The same in words.</param>
/// <param name="ErrorMessage">Why not; empty when nothing went wrong.</param>
internal sealed record LinkResult(int StatusCode, string StatusText, string ErrorMessage)
{
    public const string CancelledText = "User cancelled";

    /// <summary>The result of an outcome; null for one that ends no journey.</summary>
    public static LinkResult? Of(LinkOutcome outcome) => outcome switch
    {
        LinkOutcome.Linked => new LinkResult(StatusCodes.Status200OK, "OK", ""),
        LinkOutcome.NothingToDo => new LinkResult(StatusCodes.Status201Created, "Nothing done", ""),
        LinkOutcome.Cancelled => new LinkResult(StatusCodes.Status403Forbidden, "Forbidden", CancelledText),
        _ => null,
    };

    /// <summary>The reserved words of a return address and what stands for them.</summary>
    public IReadOnlyDictionary<string, string> Words(Company company, Connection connection, AccountingPlatform platform) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["clientId"] = company.Key.Client.Value,
            ["connectionId"] = connection.Id.Value,
            ["companyId"] = company.Key.Company.Value,
            ["integrationId"] = platform.IntegrationId,
            ["sourceType"] = connection.SourceType.ToString(),
            ["statusCode"] = StatusCode.ToString(CultureInfo.InvariantCulture),
            ["statusText"] = StatusText,
            ["errorMessage"] = ErrorMessage,
            ["data.company.companyName"] = company.Name,
        };
}
