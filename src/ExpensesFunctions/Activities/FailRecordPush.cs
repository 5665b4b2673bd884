using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Contracts;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Ends a push of a record that was given up.</summary>
/// <param name="pushing">The work.</param>
public sealed class FailRecordPush(RecordPushing pushing)
{
    /// <summary>Runs it.</summary>
    /// <param name="failed">The push and the reason.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it has ended.</returns>
    [Function(nameof(FailRecordPush))]
    public Task RunAsync([ActivityTrigger] FailedRecordPushV1 failed, CancellationToken cancellationToken) => pushing.FailAsync(
        new CompanyKey(new ClientId(failed.Push.Client), new CompanyId(failed.Push.Company)),
        new RecordPushId(failed.Push.Push),
        failed.Reason,
        cancellationToken);
}
