using Expenses.Core.Data;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Data;

/// <summary>Has a stored push of a record carried out, however long the platform takes.</summary>
public interface IRecordPushStarter
{
    /// <summary>Starts it.</summary>
    /// <param name="client">The durable client of the invocation.</param>
    /// <param name="push">The push, pending.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is started.</returns>
    Task StartAsync(DurableTaskClient client, RecordPush push, CancellationToken cancellationToken);
}
