using Expenses.Core.Identifiers;

namespace Expenses.Core.Syncs;

/// <summary>Syncs at a remote account, found by their id alone: an event from there names nothing else of ours.</summary>
public interface IRemoteSyncStore
{
    /// <summary>Stores who waits for a sync; writing again writes the same.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task SaveAsync(RemoteSync sync, CancellationToken cancellationToken = default);

    /// <summary>Finds who waits for a sync.</summary>
    /// <param name="sync">The account's id of the sync.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The sync, or null when no run of ours started it.</returns>
    Task<RemoteSync?> FindAsync(SyncId sync, CancellationToken cancellationToken = default);

    /// <summary>Remembers that an event about a sync was dealt with.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="eventId">The sender's id of the event, the same on each of its attempts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task RememberEventAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default);

    /// <summary>Whether <see cref="RememberEventAsync"/> was called for an event.</summary>
    /// <param name="sync">The sync.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>True when it was.</returns>
    Task<bool> IsRememberedAsync(SyncId sync, string eventId, CancellationToken cancellationToken = default);
}
