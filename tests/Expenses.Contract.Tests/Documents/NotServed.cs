using System.Collections.Frozen;

namespace Expenses.Contract.Tests.Documents;

/// <summary>What the documents have and the service has not, and why; `docs/contract.md` has the rows.</summary>
internal static class NotServed
{
    private static readonly FrozenDictionary<string, string> Operations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["add-product"] = "B138: products are not planned",
        ["remove-product"] = "B138: products are not planned",
        ["refresh-product-data"] = "B138: products are not planned",
        ["update-connection-authorization"] = "B020: the journey of authorisation goes through the link page",
        ["get-company-access-token"] = "B022: bank feeds",
        ["get-company-syncSettings"] = "B136: data is read when it is asked for",
        ["set-company-syncSettings"] = "B136: data is read when it is asked for",
        ["get-profile-syncSettings"] = "B137: data is read when it is asked for",
        ["update-profile-syncSettings"] = "B137: data is read when it is asked for",
        ["get-connection-management-access-token"] = "B023: announced for removal by its own document",
        ["get-connection-management-cors-settings"] = "B024: our page comes from the same origin",
        ["set-connection-management-cors-settings"] = "B024: our page comes from the same origin",
        ["get-cors-settings"] = "B024: our page comes from the same origin",
        ["set-cors-settings"] = "B024: our page comes from the same origin",
        ["rotate-zapier-key"] = "B131: not planned",
        ["get-integrations-branding"] = "B134: waits for the connectors of real platforms",
        ["get-profile"] = "B135: a client is configured by whoever hosts the service",
        ["update-profile"] = "B135: a client is configured by whoever hosts the service",
        ["get-read-validation-results"] = "B032: not planned",
        ["configure-supplemental-data"] = "B139: not planned",
        ["get-supplemental-data-configuration"] = "B139: not planned",
        ["configure-custom-data-type"] = "B140: not planned",
        ["get-custom-data-type-configuration"] = "B140: not planned",
        ["refresh-custom-data-type"] = "B140: not planned",
        ["list-custom-data-type-records"] = "B140: not planned",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why an operation is not served; null when it should be.</summary>
    public static string? WhyNot(string operation) => Operations.GetValueOrDefault(operation);

    /// <summary>Why a documented error cannot be provoked from outside; null when it can.</summary>
    public static string? WhyNever(int status, string operation) => (status, operation) switch
    {
        (402, _) => "a self-hosted service has no plans to run out of",
        (500, _) => "a fault of ours",
        (503, _) => "an outage of storage or platform; their own tests show it",
        (400, "create-partner-expense-connection" or "refresh-company-data" or "refresh-all-data-types") => "it takes no body",
        (400, "list-webhook-consumers") => "it takes no parameters",
        (404, "list-companies") => "every client has a list of companies",
        _ => null,
    };
}
