using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Entries that a test put into the small ledger; a page at a time.</summary>
internal sealed class SmallLedgerReader : ILedgerReader
{
    public string PlatformKey => SmallLedger.Key;

    public int PageSize { get; init; } = 3;

    public List<LedgerEntry> Entries { get; } = [];

    public Task<LedgerEntryPage> ListAsync(Connection connection, DateTimeOffset from, string? after, CancellationToken cancellationToken = default)
    {
        var first = after is null ? 0 : int.Parse(after);
        var next = first + PageSize < Entries.Count ? (first + PageSize).ToString() : null;
        return Task.FromResult(new LedgerEntryPage([.. Entries.Skip(first).Take(PageSize)], next));
    }

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(Connection connection, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default)
    {
        Assert.InRange(recordIds.Count, 1, PageSize);
        return Task.FromResult<IReadOnlyList<LedgerEntry>>([.. Entries.Where(entry => recordIds.Contains(entry.RecordId))]);
    }
}
