using Expenses.Core.Identifiers;
using Expenses.Core.Lists;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Data;

/// <summary>Pushes of reference data records.</summary>
public interface IRecordPushStore
{
    /// <summary>Stores a new push.</summary>
    /// <param name="push">The push; its id is new.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task AddAsync(RecordPush push, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed push if nobody changed it since it was read, and tells of it: all or nothing.</summary>
    /// <param name="push">The push, with the ETag it was read with.</param>
    /// <param name="told">The events.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored and told.</returns>
    /// <exception cref="Errors.ConcurrencyConflictException">Somebody changed it.</exception>
    Task UpdateAsync(RecordPush push, IReadOnlyList<PublishedEvent> told, CancellationToken cancellationToken = default);

    /// <summary>Finds a push of a company.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The push, or null.</returns>
    Task<RecordPush?> FindAsync(CompanyKey company, RecordPushId id, CancellationToken cancellationToken = default);

    /// <summary>A company's pushes, newest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The pushes.</returns>
    IAsyncEnumerable<RecordPush> ListAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>A part of that list. What it costs does not grow with the list.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="first">The number of the first push, from 0.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The pushes, and how many there are.</returns>
    Task<Slice<RecordPush>> PageAsync(CompanyKey company, int first, int count, CancellationToken cancellationToken = default);
}
