using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Sandbox;

/// <summary>Reads the sandbox ledger back. All its entries are ours: nobody else writes to it.</summary>
internal sealed class SandboxLedgerReader(SandboxLedger ledger, ILogger<SandboxLedgerReader> logger) : ILedgerReader
{
    public string PlatformKey => SandboxPlatform.Key;

    public int PageSize => SandboxLimits.KeysPerLookup;

    public Task<LedgerEntryPage> ListAsync(Connection connection, DateTimeOffset from, string? after, CancellationToken cancellationToken = default) =>
        CallAsync(connection, () => ledger.ListEntriesAsync(connection, from, after, PageSize, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(Connection connection, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default) =>
        CallAsync(connection, () => ledger.FindEntriesAsync(connection, recordIds, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(Connection connection, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (LedgerException exception)
        {
            Log.Refused(logger, connection.Id, exception.Error, exception.Code);
            throw SandboxErrors.From(exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && SandboxErrors.IsStorage(exception))
        {
            throw SandboxErrors.FromStorage(exception, writes: false);
        }
    }
}
