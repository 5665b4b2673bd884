using Expenses.Core.Companies;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace Expenses.Storage.Tests;

/// <summary>Domain values that state only what a test is about. Each company is new, so tests of a class do not meet.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _companies;

    /// <summary>Texts that a careless encoding would confuse, refuse or cut.</summary>
    public static IReadOnlyList<string> HostileIds { get; } =
    [
        "", "a", "A", "aA", "Aa", "a/b", "a\\b", "a%2Fb", "a%2fb", "a#b", "a?b", "a b", "a+b", "a_b", "a_5fb", "a~b", "a~~b", "_x", "_z", "__",
        "..", ".", "a.", "'", "a'b or RowKey ne '", "\t", "\u0001", "\u007f", "é", "É", "e\u0301", "ß", "漢字", "😀", "\u00a0", "__00e9", "_e9",
        new string('a', 255), new string('a', 254) + "b", new string('A', 255), new string('漢', 255), new string('漢', 254) + "字",
        new string('/', 255), new string('a', 96), new string('a', 97),
    ];

    public static CompanyKey Company(string client = "client") =>
        new(new ClientId(client), new CompanyId($"company-{Interlocked.Increment(ref _companies)}"));

    public static TransactionId Transaction(int number) => new($"00000000-0000-0000-0000-{number:d12}");

    public static ExpenseTransaction Expense(int number, decimal amount = 12.30m) => new()
    {
        Id = Transaction(number),
        Type = ExpenseType.Payment,
        IssueDate = Noon,
        Currency = "GBP",
        Lines = [new ExpenseLine { NetAmount = amount, AccountId = "acc-1" }],
    };

    public static IEnumerable<ExpenseTransaction> Expenses(int count) => Enumerable.Range(0, count).Select(number => Expense(number));

    public static SyncRecord Sync(CompanyKey company, string id, TimeSpan after = default) => new()
    {
        Company = company,
        Id = new SyncId(id),
        DatasetIds = [new DatasetId("dataset-1"), new DatasetId("dataset-2")],
        Requested = Noon + after,
        CorrelationId = "0123456789abcdef0123456789abcdef",
    };

    public static SyncRecord Finished(this SyncRecord sync, SyncStatusCode code) => sync with { Stage = SyncStage.Finished, Code = code };

    public static Connection Connection(CompanyKey company, string id, SourceType type = SourceType.Accounting) =>
        new(company, new ConnectionId(id), "sndb", type, ConnectionStatus.Linked, Noon);

    public static PushIntent Intent(CompanyKey company, TransactionId transaction) => new()
    {
        Company = company,
        TransactionId = transaction,
        Connection = new ConnectionId("connection"),
        IdempotencyKey = PushIntent.KeyOf(company, transaction, PushOperationKind.Create, 1),
        Sync = new SyncId("sync"),
        Number = 7,
    };

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
