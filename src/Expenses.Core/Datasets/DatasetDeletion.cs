using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Datasets;

/// <summary>Deletes datasets that no open sync needs (codat-contract §8 row 8).</summary>
/// <param name="datasets">Datasets.</param>
/// <param name="syncs">Sync records.</param>
/// <param name="time">The clock.</param>
public sealed class DatasetDeletion(IDatasetStore datasets, ISyncStore syncs, TimeProvider time)
{
    // The list is by the clock of whoever asked for the sync.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Deletes a dataset. What it brought into the ledger stays there, with its history.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Gives up waiting; delete it again.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="ContractException">404 no such dataset; 409 a sync that has not ended needs it.</exception>
    public async Task DeleteAsync(CompanyKey company, DatasetId id, CancellationToken cancellationToken = default)
    {
        if (await datasets.FindAsync(company, id, cancellationToken) is null)
        {
            throw Refusals.NotFound("dataset", id.Value);
        }

        await foreach (var sync in syncs.ListOutstandingAsync(time.GetUtcNow() + ClockSkew, cancellationToken))
        {
            if (sync.Company == company && sync.DatasetIds.Contains(id))
            {
                throw new ContractException(409, $"Dataset {id} is part of sync {sync.Id}, which has not ended; it can be deleted afterwards.");
            }
        }

        await datasets.DeleteAsync(company, id, cancellationToken);
    }
}
