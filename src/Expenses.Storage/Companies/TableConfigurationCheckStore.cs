using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Companies;

/// <summary>A row of the company's partition, so that it is deleted with the company.</summary>
internal sealed class TableConfigurationCheckStore(TableServiceClient service, StorageNames names) : IConfigurationCheckStore
{
    private const string RowKey = "configuration-check";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private readonly TableClient _table = service.GetTableClient(names.Companies);

    public async Task<ConfigurationCheck?> FindAsync(CompanyKey company, CancellationToken cancellationToken = default)
    {
        var row = await _table.FindAsync(RowKeys.Partition(company), RowKey, cancellationToken);
        return row is null ? null : new ConfigurationCheck(
            company,
            row.Text(nameof(ConfigurationCheck.Id)),
            JsonSerializer.Deserialize<CompanyConfiguration>(row.Text(nameof(ConfigurationCheck.Configuration)), Json)!,
            row.Instant(nameof(ConfigurationCheck.Checked)),
            JsonSerializer.Deserialize<IReadOnlyList<ConfigurationProblem>>(row.Text(nameof(ConfigurationCheck.Problems)), Json)!,
            row.Flag(nameof(ConfigurationCheck.HasNews)));
    }

    public Task SaveAsync(ConfigurationCheck check, CancellationToken cancellationToken = default) => _table.UpsertEntityAsync(
        new TableEntity(RowKeys.Partition(check.Company), RowKey)
        {
            [nameof(check.Id)] = check.Id,
            [nameof(check.Configuration)] = JsonSerializer.Serialize(check.Configuration, Json),
            [nameof(check.Checked)] = check.Checked.ToUniversalTime(),
            [nameof(check.Problems)] = Fitting(check.Problems),
            [nameof(check.HasNews)] = check.HasNews,
        },
        TableUpdateMode.Replace,
        cancellationToken);

    // A property holds 32K characters; ids of a hundred characters that all need escaping would not fit otherwise.
    private static string Fitting(IReadOnlyList<ConfigurationProblem> problems)
    {
        var text = JsonSerializer.Serialize(problems, Json);
        return text.Length <= LongText.MaxLength ? text : Fitting([.. problems.Take(problems.Count / 2)]);
    }
}
