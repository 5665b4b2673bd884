using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Reads a company's reference data.</summary>
/// <param name="reading">The work.</param>
public sealed class ReadReferenceData(DataReading reading)
{
    /// <summary>Runs it. A refusal is written down; a fault that passes is an exception, for the retry policy.</summary>
    /// <param name="read">The operations.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When the operations have ended.</returns>
    [Function(nameof(ReadReferenceData))]
    public Task RunAsync([ActivityTrigger] DataReadV1 read, CancellationToken cancellationToken) => reading.RunAsync(
        new CompanyKey(new ClientId(read.Client), new CompanyId(read.Company)),
        new ConnectionId(read.Connection),
        [.. read.Operations.Select(id => new PullOperationId(id))],
        cancellationToken);
}
