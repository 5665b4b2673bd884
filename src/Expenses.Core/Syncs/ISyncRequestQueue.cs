using System.Text.Json.Serialization;

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
    /// <summary>The trace parent of the request for it; null when nothing was traced. Not part of what makes two requests the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>Whether both ask for the same attempt: one that is queued again has come another way.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether they do.</returns>
    public bool Equals(SyncRequestV1? other) =>
        other is not null && (Client, Company, Sync, Attempt) == (other.Client, other.Company, other.Sync, other.Attempt);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Client, Company, Sync, Attempt);

    /// <summary>The orchestration's instance id: the sync's id, with the number of the retry behind it.</summary>
    /// <returns>The instance id.</returns>
    public string InstanceId() => Attempt == 0 ? Sync : $"{Sync}.{Attempt}";
}
