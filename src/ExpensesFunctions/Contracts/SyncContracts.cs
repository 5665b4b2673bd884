using Expenses.Core.Syncs;

namespace ExpensesFunctions.Contracts;

/// <summary>What <c>LoadSync</c> found.</summary>
/// <param name="HasEnded">The attempt needs no work: it ended while loading, or had ended before.</param>
/// <param name="Chunks">How many chunks the sync has.</param>
/// <param name="Connection">The accounting connection.</param>
/// <param name="Batches">How many requests one full chunk needs.</param>
/// <param name="RequestsPerWindow">The platform's request quota.</param>
/// <param name="WindowSeconds">The window of that quota, in seconds.</param>
/// <param name="ConcurrentRequests">How many requests the platform takes at a time.</param>
public sealed record SyncPlanV1(
    bool HasEnded,
    int Chunks = 0,
    string Connection = "",
    int Batches = 0,
    int RequestsPerWindow = 0,
    int WindowSeconds = 0,
    int ConcurrentRequests = 1);

/// <summary>One chunk of one attempt of a sync.</summary>
/// <param name="Request">The attempt.</param>
/// <param name="Chunk">The chunk's number, from 0.</param>
public sealed record SyncChunkV1(SyncRequestV1 Request, int Chunk);

/// <summary>What <c>PrepareChunk</c> found.</summary>
/// <param name="Ready">Transactions that may be pushed.</param>
/// <param name="Duplicates">Transactions that are in the ledger already, through another sync.</param>
/// <param name="ConfigurationErrors">Transactions that miss a value on both levels.</param>
/// <param name="Message">The first error; empty when there was none.</param>
/// <param name="StopCode">The final code when the whole sync has to stop; 0 when it has not.</param>
/// <param name="Batches">How many requests the chunk needs; 0 in histories that do not say it yet.</param>
public sealed record PreparedChunkV1(
    int Ready, int Duplicates, int ConfigurationErrors, string Message, int StopCode = 0, int Batches = 0);

/// <summary>The work of one <c>PushChunk</c> sub-orchestration.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Plan">The sync's plan.</param>
public sealed record PushChunkV1(SyncChunkV1 Chunk, SyncPlanV1 Plan);

/// <summary>One request to the platform.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Batch">The batch's number in the chunk, from 0.</param>
/// <param name="InstanceId">The orchestration that waits when the platform finishes later.</param>
public sealed record PushBatchV1(SyncChunkV1 Chunk, int Batch, string InstanceId);

/// <summary>What became of one request.</summary>
/// <param name="RetryAfterSeconds">The platform's quota is used up for so long; 0 when it is not.</param>
/// <param name="PushOperationKey">The platform finishes later, under this key; null when it is done.</param>
/// <param name="StopCode">The sync must stop with this status code; 0 when it goes on.</param>
/// <param name="Message">The first error; empty when there was none.</param>
/// <param name="IsMore">The batch is to be pushed again when the push operation is done, for what that does not hold.</param>
public sealed record PushBatchResultV1(
    double RetryAfterSeconds = 0, string? PushOperationKey = null, int StopCode = 0, string Message = "", bool IsMore = false);

/// <summary>Asks for the outcome of a push operation.</summary>
/// <param name="Chunk">The chunk it carries transactions of.</param>
/// <param name="PushOperationKey">The platform's key.</param>
public sealed record PushOperationV1(SyncChunkV1 Chunk, string PushOperationKey);

/// <summary>What became of a push operation.</summary>
/// <param name="IsDone">Whether there is nothing more to wait for.</param>
/// <param name="Message">The first error; empty when there was none.</param>
/// <param name="StopCode">The sync must stop with this status code; 0 when it goes on.</param>
public sealed record PushOperationResultV1(bool IsDone, string Message = "", int StopCode = 0);

/// <summary>What became of a chunk.</summary>
/// <param name="StopCode">The sync must stop with this status code; 0 when it goes on.</param>
/// <param name="Message">The first error; empty when there was none.</param>
public sealed record PushedChunkV1(int StopCode, string Message);

/// <summary>Ends a chunk of which nothing more will be sent.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Reason">Why, for its undecided transactions.</param>
/// <param name="LookUp">Whether the platform is asked what became of those that were sent without an answer.</param>
public sealed record AbandonChunkV1(SyncChunkV1 Chunk, string Reason, bool LookUp = true);

/// <summary>Ends an attempt of a sync.</summary>
/// <param name="Request">The attempt.</param>
/// <param name="Code">The final status code; 0 to take it from how the transactions stand.</param>
/// <param name="Message">The first error; empty when there was none.</param>
public sealed record FinishSyncV1(SyncRequestV1 Request, int Code, string Message);

/// <summary>The event that tells an expense run that its sync has ended.</summary>
/// <param name="Sync">The sync: tells a repeated event from a new one.</param>
/// <param name="Code">Its final status code.</param>
public sealed record SyncCompletedV1(string Sync, int Code);
