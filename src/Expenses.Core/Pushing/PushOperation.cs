using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>
/// A request that a platform accepted and finishes later (codat-contract §2.13), and who waits for it here.
/// </summary>
/// <param name="Company">Whose.</param>
/// <param name="Connection">The connection it was made on.</param>
/// <param name="Key">The platform's key of it, unique per connection.</param>
/// <param name="Sync">The sync it belongs to.</param>
/// <param name="InstanceId">The orchestration that waits for its completion.</param>
/// <param name="Requested">When it was accepted, UTC.</param>
public sealed record PushOperation(
    CompanyKey Company,
    ConnectionId Connection,
    string Key,
    SyncId Sync,
    string InstanceId,
    DateTimeOffset Requested);
