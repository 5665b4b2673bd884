using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Microsoft.Extensions.Logging;

namespace Expenses.Connectors.Sandbox;

/// <summary>Writes records to the sandbox ledger, which holds the rules.</summary>
internal sealed class SandboxReferenceDataWriter(SandboxLedger ledger, ILogger<SandboxReferenceDataWriter> logger) : IReferenceDataWriter
{
    public string PlatformKey => SandboxPlatform.Key;

    public ReferenceModel? ModelOf(string dataType) => SandboxRecordModels.Of(dataType);

    public async Task<ReferenceWriteOutcome> WriteAsync(Connection connection, ReferenceWrite write, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ledger.WriteRecordAsync(connection, write, cancellationToken);
        }
        catch (LedgerException exception)
        {
            Log.Refused(logger, connection.Id, exception.Error, exception.Code);
            throw SandboxErrors.From(exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && SandboxErrors.IsStorage(exception))
        {
            throw SandboxErrors.FromStorage(exception, writes: true);
        }
    }
}
