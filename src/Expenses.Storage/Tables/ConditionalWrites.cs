using Azure;
using Azure.Data.Tables;
using Expenses.Core.Errors;

namespace Expenses.Storage.Tables;

/// <summary>
/// Writes that only one of several writers can win. The SDK sends a request again when its answer was lost, and the
/// second sending then meets the row that the first one wrote. So every write carries a mark of its own, and a lost
/// race is looked at before it is believed.
/// </summary>
internal static class ConditionalWrites
{
    private const string WriteMark = "Write";
    private static readonly string[] MarkOnly = [WriteMark];

    /// <summary>Marks a row as written by this call; for rows of group transactions.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The same row.</returns>
    public static TableEntity Marked(TableEntity row)
    {
        row[WriteMark] = Guid.NewGuid().ToString("N");
        return row;
    }

    /// <summary>Inserts a new row.</summary>
    /// <returns>Its ETag, or null when another writer's row is there.</returns>
    public static async Task<string?> TryInsertAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var response = await table.AddEntityAsync(Marked(row), cancellationToken);
            return ETagOf(response);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return await table.FindOwnAsync(row, cancellationToken);
        }
    }

    /// <summary>Replaces a row that nobody changed since it was read.</summary>
    /// <returns>The new ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it, or it was never stored.</exception>
    public static async Task<string> ReplaceAsync(
        this TableClient table, TableEntity row, string etag, string what, CancellationToken cancellationToken)
    {
        var version = Required(etag, what);
        try
        {
            var response = await table.UpdateEntityAsync(Marked(row), version, TableUpdateMode.Replace, cancellationToken);
            return ETagOf(response);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return await table.FindOwnAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(what, failure);
        }
    }

    /// <summary>Inserts a row without an ETag, replaces one with an ETag.</summary>
    /// <returns>The new ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">It exists already or was changed.</exception>
    public static async Task<string> SaveAsync(
        this TableClient table, TableEntity row, string etag, string what, CancellationToken cancellationToken) =>
        etag.Length == 0
            ? await table.TryInsertAsync(row, cancellationToken) ?? throw new ConcurrencyConflictException(what)
            : await table.ReplaceAsync(row, etag, what, cancellationToken);

    /// <summary>The version to replace; a row that was never read has none, and replacing it would be by force.</summary>
    /// <param name="etag">The ETag it was read with.</param>
    /// <param name="what">The row, for the log.</param>
    /// <returns>The ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">There is none.</exception>
    public static ETag Required(string etag, string what) =>
        etag.Length > 0 ? new ETag(etag) : throw new ConcurrencyConflictException(what);

    /// <summary>The ETag of a row if it is still the one this call wrote.</summary>
    /// <returns>The ETag, or null when it is another writer's, or gone.</returns>
    public static async Task<string?> FindOwnAsync(this TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        var stored = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, MarkOnly, cancellationToken);
        return stored.HasValue && string.Equals(stored.Value!.GetString(WriteMark), row.GetString(WriteMark), StringComparison.Ordinal)
            ? stored.Value.ETag.ToString()
            : null;
    }

    /// <summary>The ETag that a write gave its row.</summary>
    /// <param name="response">The answer to the write.</param>
    /// <returns>The ETag as an opaque text.</returns>
    public static string ETagOf(Response response) =>
        response.Headers.ETag?.ToString() ?? throw new InvalidDataException("The table service answered a write without an ETag.");
}
