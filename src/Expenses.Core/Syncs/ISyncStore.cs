using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>Sync records, newest first per company, and the list of those that have not ended.</summary>
public interface ISyncStore
{
    /// <summary>
    /// Stores a new sync and lists it as outstanding. Adding the same id again is harmless and gives what was stored first.
    /// </summary>
    /// <param name="sync">The new sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The stored sync, with its ETag.</returns>
    Task<SyncRecord> AddAsync(SyncRecord sync, CancellationToken cancellationToken = default);

    /// <summary>Finds a sync.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, or null.</returns>
    Task<SyncRecord?> FindAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default);

    /// <summary>Writes a changed sync if nobody changed it since it was read; a finished one leaves the outstanding list.</summary>
    /// <param name="sync">The changed sync, with the ETag it was read with.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync with its new ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it.</exception>
    Task<SyncRecord> UpdateAsync(SyncRecord sync, CancellationToken cancellationToken = default);

    /// <summary>A company's syncs, newest first. Reads only as many rows as are taken.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs.</returns>
    IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>A company's newest syncs; what it costs depends on how many are wanted, not on how many there are.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs, newest first.</returns>
    Task<IReadOnlyList<SyncRecord>> ListNewestAsync(CompanyKey company, int count, CancellationToken cancellationToken = default);

    /// <summary>A company's syncs from a place of its list on, newest first.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="from">The place; a sync at it is the first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs.</returns>
    IAsyncEnumerable<SyncRecord> ListAsync(CompanyKey company, SyncPlace from, CancellationToken cancellationToken = default);

    /// <summary>The newest sync that ended with 2000 or 2040 (codat-contract M024); one read, however many failed since.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, or null when none has.</returns>
    Task<SyncRecord?> FindLastSuccessfulAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>Syncs of all companies that have not ended and were asked for before a time: none may be forgotten (P1).</summary>
    /// <param name="requestedBefore">The time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The syncs, oldest first.</returns>
    IAsyncEnumerable<SyncRecord> ListOutstandingAsync(DateTimeOffset requestedBefore, CancellationToken cancellationToken = default);

    /// <summary>Records how one chunk stands; the newest value replaces the one before.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The sync.</param>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="counts">How it stands.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SetProgressAsync(CompanyKey company, SyncId id, int chunk, SyncCounts counts, CancellationToken cancellationToken = default);

    /// <summary>Sums what <see cref="SetProgressAsync"/> recorded.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sum over all chunks recorded so far.</returns>
    Task<SyncCounts> ReadProgressAsync(CompanyKey company, SyncId id, CancellationToken cancellationToken = default);
}

/// <summary>A place in a company's list of syncs, which is newest first.</summary>
/// <param name="Requested">When the sync there was asked for, UTC.</param>
/// <param name="Id">The sync; empty for the first one that was asked for then or earlier.</param>
public sealed record SyncPlace(DateTimeOffset Requested, string Id = "");
