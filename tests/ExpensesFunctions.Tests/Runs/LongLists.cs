using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using Expenses.Storage;
using Expenses.Storage.Companies;
using Expenses.Storage.Data;
using Expenses.Storage.Datasets;
using Expenses.Storage.Syncs;
using Expenses.Storage.Tables;
using Expenses.Storage.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>
/// Makes lists long, a hundred rows at a time: the rows that a service without indexes left. Number 0 is the oldest.
/// </summary>
/// <param name="app">The app whose storage it is.</param>
/// <param name="client">Whose the company is; nobody else's list gets long.</param>
/// <param name="company">The company that has the lists.</param>
internal sealed class LongLists(RunningApp app, string client, string company)
{
    /// <summary>The transaction that has a history.</summary>
    public const string Transaction = "00000000-0000-4000-8000-0000000000aa";

    public static WebhookConsumerId Consumer { get; } = new(Guid(1));

    // Later than anything the service makes itself.
    private static readonly DateTimeOffset Start = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ConnectionId Connection = new("c1");

    private readonly CompanyKey _key = new(new ClientId(client), new CompanyId(company));
    private readonly StorageNames _names = app.Services.GetRequiredService<StorageNames>();

    public static string Guid(int number) => $"00000000-0000-4000-8000-{number:d12}";

    /// <summary>Takes the indexes away, as if there had never been any.</summary>
    public async Task ForgetIndexesAsync()
    {
        var service = app.Services.GetRequiredService<TableServiceClient>();
        foreach (var name in (string[])[_names.Companies, _names.Datasets, _names.Records, _names.TransactionHistory])
        {
            await foreach (var row in service.GetTableClient(name).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], filter: "Parts ge 0"))
            {
                await service.GetTableClient(name).DeleteEntityAsync(row.PartitionKey, row.RowKey);
            }
        }
    }

    // Entries alone; a page reads the companies on it, which the test adds.
    public Task CompaniesAsync(int from, int to) => WriteAsync(_names.Companies, from, to, number => [CompanyRows.Entry(CompanyOf(number))]);

    public async Task CompaniesOfAPageAsync(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            await TableOf(_names.Companies).UpsertEntityAsync(CompanyRows.Write(CompanyOf(number)));
        }
    }

    public Task DatasetsAsync(int from, int to) => WriteAsync(_names.Datasets, from, to, number =>
        [DatasetRows.Write(new Dataset(_key, new DatasetId(Guid(number)), 1, At(number)), "version")]);

    public Task ReadsAsync(int from, int to) => WriteAsync(_names.Records, from, to, number =>
    {
        var read = new PullOperation
        {
            Company = _key, Id = new PullOperationId(Guid(number)), Connection = Connection, DataType = DataTypes.Suppliers, Requested = At(number),
        };
        return [PullRows.Write(read), PullRows.Pointer(read)];
    });

    public Task WritesAsync(int from, int to) => WriteAsync(_names.Records, from, to, number =>
    {
        var push = new RecordPush
        {
            Company = _key,
            Id = new RecordPushId(Guid(number)),
            Connection = Connection,
            DataType = DataTypes.BankAccounts,
            Draft = new BankAccountDraft("1", "Account", IsCredit: false, "GBP"),
            Requested = At(number),
        };
        return [RecordPushRows.Write(push), RecordPushRows.Pointer(push)];
    });

    public async Task HistoryAsync(int from, int to)
    {
        var transaction = new TransactionId(Transaction);
        await WriteAsync(_names.TransactionHistory, from, to, number => [TableTransactionHistory.RowOf(Sync(number), transaction)]);
        await WriteAsync(_names.Syncs, from, to, number =>
            [SyncRows.Pointer(Sync(number), SyncRows.PointerKey(Sync(number).Id)), SyncRows.Write(Sync(number))]);
    }

    public async Task SyncsOfAPageAsync(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            await app.Services.GetRequiredService<ISyncTransactionStore>().SaveAsync(
                _key, Sync(number).Id, [new SyncTransaction(0, new TransactionId(Transaction), TransactionStatus.Completed)]);
        }
    }

    public Task MessagesAsync(int from, int to) => WriteAsync(_names.WebhookMessages, from, to, number => [WebhookMessageRows.Write(new WebhookMessage
    {
        Client = _key.Client,
        Consumer = Consumer,
        Id = MessageId(number),
        EventType = EventCatalogue.CompanyCreated,
        Created = At(number),
        State = WebhookMessageState.Success,
    })]);

    public WebhookMessageId MessageId(int number) => WebhookMessageId.Of(_key.Client, Guid(number), At(number));

    private static DateTimeOffset At(int number) => Start.AddSeconds(number);

    private Company CompanyOf(int number) => new(new CompanyKey(_key.Client, new CompanyId(Guid(number))), "Name", "", At(number));

    private SyncRecord Sync(int number) => new()
    {
        Company = _key,
        Id = new SyncId(Guid(number)),
        DatasetIds = [],
        Requested = At(number),
        CorrelationId = "0123456789abcdef0123456789abcdef",
        Stage = SyncStage.Finished,
        Code = SyncStatusCode.Complete,
    };

    private TableClient TableOf(string name) => app.Services.GetRequiredService<TableServiceClient>().GetTableClient(name);

    private Task WriteAsync(string table, int from, int to, Func<int, IReadOnlyList<TableEntity>> rows) =>
        TableOf(table).ReplaceAsync(Enumerable.Range(from, to - from).Select(rows), CancellationToken.None);
}
