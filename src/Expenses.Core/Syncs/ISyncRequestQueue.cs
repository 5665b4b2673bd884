namespace Expenses.Core.Syncs;

/// <summary>The queue between the request for a sync and its work (codat-contract M018).</summary>
public interface ISyncRequestQueue
{
    /// <summary>Puts a request in the queue. The same request may be put in twice; its handler is idempotent.</summary>
    /// <param name="message">The request.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is queued durably.</returns>
    Task EnqueueAsync(SyncRequestV1 message, CancellationToken cancellationToken = default);
}

/// <summary>A request to run one attempt of a sync; travels in the queue, in signals and in histories.</summary>
/// <param name="Client">The client.</param>
/// <param name="Company">The company.</param>
/// <param name="Sync">The sync.</param>
/// <param name="Attempt">0 for the first, then the number of the retry.</param>
public sealed record SyncRequestV1(string Client, string Company, string Sync, int Attempt)
{
    /// <summary>The orchestration's instance id: the sync's id, with the number of the retry behind it.</summary>
    /// <returns>The instance id.</returns>
    public string InstanceId() => Attempt == 0 ? Sync : $"{Sync}.{Attempt}";
}
