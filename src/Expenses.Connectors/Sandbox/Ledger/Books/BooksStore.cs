using Azure.Data.Tables;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox.Ledger.Books;

/// <summary>The row that holds a ledger's books. A read may be as old as <see cref="Freshness"/>.</summary>
internal sealed class BooksStore(LedgerTable table, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>Opens a ledger with the standard chart; one that is open stays as it is.</summary>
    public async Task OpenAsync(LedgerName ledger, CancellationToken cancellationToken)
    {
        var books = new TableEntity(ledger.Partition, LedgerRow.Books);
        JsonColumns.Write(books, StandardChart.Create(clock.GetUtcNow()));
        // The head first: books are what makes a ledger open, and an open one has its head.
        await table.AddIfAbsentAsync(LedgerHead.Empty(ledger), cancellationToken);
        await table.AddIfAbsentAsync(books, cancellationToken);
    }

    public async Task<LedgerBooks> ReadAsync(LedgerSession session, CancellationToken cancellationToken) =>
        await FindAsync(session, cancellationToken)
        ?? throw new LedgerException(LedgerError.BadRequest, "no_ledger", "This connection has no sandbox ledger: it was never opened.");

    /// <summary>The books, or null for a ledger that was never opened.</summary>
    public async Task<LedgerBooks?> FindAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (session.Books is { } cached && now - cached.Read < Freshness)
        {
            return cached.Books;
        }

        if (await table.FindAsync(session.Name, LedgerRow.Books, cancellationToken) is not { } row)
        {
            return null;
        }

        var books = new LedgerBooks(JsonColumns.Read<ReferenceData>(row));
        session.Books = new CachedBooks(books, now);
        return books;
    }
}
