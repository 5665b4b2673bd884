using Expenses.Core.Identifiers;

namespace Expenses.Core.Access;

/// <summary>Counts the requests of each client per day (codat-contract B095), over all processes of the service.</summary>
public interface IRequestQuotaStore
{
    /// <summary>Takes requests out of a day's quota, as many as are left of those wanted.</summary>
    /// <param name="client">The client.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="wanted">How many; at least one.</param>
    /// <param name="limit">The day's quota.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was granted and what had been taken in all, this grant included.</returns>
    Task<QuotaGrant> TakeAsync(ClientId client, DateOnly day, int wanted, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many of a client's companies have a linked accounting connection.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The number.</returns>
    Task<int> CountConnectedCompaniesAsync(ClientId client, CancellationToken cancellationToken = default);
}

/// <summary>Requests taken out of a quota.</summary>
/// <param name="Granted">How many; none when the quota is used up.</param>
/// <param name="Taken">How many were taken that day, these included.</param>
public sealed record QuotaGrant(int Granted, int Taken);
