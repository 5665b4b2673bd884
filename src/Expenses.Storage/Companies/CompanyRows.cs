using System.Text.Json;
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

    // Entries begin with digits.
    public const string FirstEntry = "";
    public const string BehindEntries = ":";
    public const string ListIndexRow = "index";

    private const string DeletedConnection = "deleted~";
    private const string DeletedProperty = "Deleted";

    /// <summary>What a deleted company leaves in its row's place, for good.</summary>
    public static TableEntity Deleted(CompanyKey key) => new(RowKeys.Partition(key), CompanyRow) { [DeletedProperty] = true };

    public static bool IsDeleted(TableEntity row) => row.GetBoolean(DeletedProperty) == true;

    /// <summary>What a deleted connection leaves; it goes with its company.</summary>
    public static TableEntity Deleted(CompanyKey company, ConnectionId connection) =>
        new(RowKeys.Partition(company), DeletedConnection + KeyText.Encode(connection.Value));

    /// <summary>Whether a row of a company's partition is there to say that something was deleted.</summary>
    public static bool SaysDeleted(TableEntity row) =>
        IsDeleted(row) || row.RowKey.StartsWith(DeletedConnection, StringComparison.Ordinal);

    public static TableEntity Write(Company company) => Fill(new TableEntity(RowKeys.Partition(company.Key), CompanyRow), company);

    public static Company ReadCompany(CompanyKey key, TableEntity row) =>
        ReadFields(key, row) with { ETag = row.ETag.ToString() };

    /// <summary>The partition of a client's list; a company's own partition has one part more.</summary>
    public static string ListPartition(ClientId client) => KeyText.Encode(client.Value);

    /// <summary>The company's entry in its client's list: its time inverted, so that the newest is first.</summary>
    public static TableEntity Entry(Company company)
    {
        var row = new TableEntity(ListPartition(company.Key.Client), EntryKey(new CompanyPlace(company.Created, company.Key.Company)))
        {
            ["Id"] = company.Key.Company.Value,
        };
        return Fill(row, company);
    }

    public static string EntryKey(CompanyPlace place) =>
        $"{RowKeys.InvertedTicks(place.Created)}{KeyText.Separator}{KeyText.Encode(place.Id.Value)}";

    public static Company ReadEntry(ClientId client, TableEntity row) =>
        ReadFields(new CompanyKey(client, new CompanyId(row.Text("Id"))), row);

    public static TableEntity Write(Connection connection) => new(
        RowKeys.Partition(connection.Company), FirstConnection + KeyText.Encode(connection.SourceType.ToString()))
    {
        ["Id"] = connection.Id.Value,
        ["PlatformKey"] = connection.PlatformKey,
        ["SourceType"] = connection.SourceType.ToString(),
        ["Status"] = connection.Status.ToString(),
        ["Created"] = connection.Created.ToUniversalTime(),
        ["LastSync"] = connection.LastSync?.ToUniversalTime(),
        ["Errors"] = connection.Errors is null ? null : LongText.Cut(JsonSerializer.Serialize(connection.Errors)),
    };

    public static Connection ReadConnection(CompanyKey company, TableEntity row) => new(
        company,
        new ConnectionId(row.Text("Id")),
        row.Text("PlatformKey"),
        row.Name<SourceType>("SourceType"),
        row.Name<ConnectionStatus>("Status"),
        row.Instant("Created"),
        row.ETag.ToString())
    {
        LastSync = row.OptionalInstant("LastSync"),
        Errors = row.GetString("Errors") is { } errors ? JsonSerializer.Deserialize<ConnectionErrors>(errors) : null,
    };

    public static TableEntity Write(CompanyKey company, CompanyConfiguration configuration) => new(
        RowKeys.Partition(company), ConfigurationRow)
    {
        ["BankAccountId"] = configuration.BankAccountId,
        ["SupplierId"] = configuration.SupplierId,
        ["CustomerId"] = configuration.CustomerId,
    };

    public static CompanyConfiguration ReadConfiguration(TableEntity row) =>
        new(row.Text("BankAccountId"), row.Text("SupplierId"), row.Text("CustomerId"));

    private static TableEntity Fill(TableEntity row, Company company)
    {
        row["Name"] = company.Name;
        row["Description"] = LongText.Cut(company.Description);
        row["Created"] = company.Created.ToUniversalTime();
        row["Tags"] = JsonSerializer.Serialize(company.Tags.All);
        return row;
    }

    private static Company ReadFields(CompanyKey key, TableEntity row) => new(key, row.Text("Name"), row.Text("Description"), row.Instant("Created"))
    {
        Tags = row.GetString("Tags") is { } tags ? new CompanyTags(JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!) : CompanyTags.None,
    };
}
