using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>The rows of a company's partition.</summary>
internal static class CompanyRows
{
    public const string CompanyRow = "company";
    public const string ConfigurationRow = "configuration";
    public const string FirstConnection = "connection~";
    public const string BehindConnections = "connection~~";

    public static TableEntity Write(Company company) => new(RowKeys.Partition(company.Key), CompanyRow)
    {
        ["Name"] = company.Name,
        ["Description"] = LongText.Cut(company.Description),
        ["Created"] = company.Created.ToUniversalTime(),
    };

    public static Company ReadCompany(CompanyKey key, TableEntity row) =>
        new(key, row.Text("Name"), row.Text("Description"), row.Instant("Created"));

    public static TableEntity Write(Connection connection) => new(
        RowKeys.Partition(connection.Company), FirstConnection + KeyText.Encode(connection.SourceType.ToString()))
    {
        ["Id"] = connection.Id.Value,
        ["PlatformKey"] = connection.PlatformKey,
        ["SourceType"] = connection.SourceType.ToString(),
        ["Status"] = connection.Status.ToString(),
        ["Created"] = connection.Created.ToUniversalTime(),
    };

    public static Connection ReadConnection(CompanyKey company, TableEntity row) => new(
        company,
        new ConnectionId(row.Text("Id")),
        row.Text("PlatformKey"),
        row.Name<SourceType>("SourceType"),
        row.Name<ConnectionStatus>("Status"),
        row.Instant("Created"),
        row.ETag.ToString());

    public static TableEntity Write(CompanyKey company, CompanyConfiguration configuration) => new(
        RowKeys.Partition(company), ConfigurationRow)
    {
        ["BankAccountId"] = configuration.BankAccountId,
        ["SupplierId"] = configuration.SupplierId,
        ["CustomerId"] = configuration.CustomerId,
    };

    public static CompanyConfiguration ReadConfiguration(TableEntity row) =>
        new(row.Text("BankAccountId"), row.Text("SupplierId"), row.Text("CustomerId"));
}
