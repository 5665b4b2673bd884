namespace Expenses.Core.Retention;

/// <summary>Takes away for good what nobody can reach any more or what was kept long enough. Doing so again changes nothing.</summary>
public interface IRetention
{
    /// <summary>
    /// Erases everything that is kept of companies deleted before a time: datasets, runs, receipts, syncs, history. What
    /// is in their accounting software stays there.
    /// </summary>
    /// <param name="deletedBefore">The time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting; the next call goes on.</param>
    /// <returns>How many companies.</returns>
    Task<int> EraseCompaniesAsync(DateTimeOffset deletedBefore, CancellationToken cancellationToken = default);

    /// <summary>Removes the parts of datasets and runs whose writer died before the row that makes them visible.</summary>
    /// <param name="writtenBefore">Younger ones may be on their way, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting; the next call goes on.</param>
    /// <returns>How many blobs.</returns>
    Task<int> RemoveAbandonedAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken = default);

    /// <summary>Forgets published events and the messages that carried them, bodies and attempts.</summary>
    /// <param name="createdBefore">The time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting; the next call goes on.</param>
    /// <returns>How many blobs.</returns>
    Task<int> ForgetMessagesAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default);
}
