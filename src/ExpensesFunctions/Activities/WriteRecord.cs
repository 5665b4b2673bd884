using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Writes a reference data record.</summary>
/// <param name="pushing">The work.</param>
public sealed class WriteRecord(RecordPushing pushing)
{
    /// <summary>Runs it. A refusal is written down; a fault that passes is an exception, for the retry policy.</summary>
    /// <param name="push">The push.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When the push has ended.</returns>
    [Function(nameof(WriteRecord))]
    public Task RunAsync([ActivityTrigger] RecordPushV1 push, CancellationToken cancellationToken) => pushing.RunAsync(
        new CompanyKey(new ClientId(push.Client), new CompanyId(push.Company)), new RecordPushId(push.Push), cancellationToken);
}
