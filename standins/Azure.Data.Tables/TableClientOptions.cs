using Azure.Core;

namespace Azure.Data.Tables;

public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new NotSupportedException($"Service version {serviceVersion} is not known."),
        };
        AllowInLogs();
    }

    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }

    public TableAudience? Audience { get; set; }

    internal string VersionString { get; }

    // What logs and exception messages may show. A signature in the query stays redacted.
    private void AllowInLogs()
    {
        string[] headers = ["DataServiceVersion", "Prefer", "Preference-Applied", "x-ms-error-code", "x-ms-version",
            "x-ms-continuation-NextPartitionKey", "x-ms-continuation-NextRowKey", "x-ms-continuation-NextTableName"];
        string[] parameters = ["$filter", "$select", "$top", "NextPartitionKey", "NextRowKey", "NextTableName", "comp"];
        Array.ForEach(headers, Diagnostics.LoggedHeaderNames.Add);
        Array.ForEach(parameters, Diagnostics.LoggedQueryParameters.Add);
    }
}
