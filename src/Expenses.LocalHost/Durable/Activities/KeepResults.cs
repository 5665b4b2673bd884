using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Activities;

/// <summary>At a stop: results that no step has taken go to the inbox, so that their activities need not run again.</summary>
internal sealed class KeepResults(IReadOnlyList<Delivery> results) : ICommit
{
    public void Apply(StoreWriter writer)
    {
        foreach (var result in results)
        {
            writer.Consume(result);
            writer.SendToRunning(result.InstanceId, result.ExecutionId, result.Body);
        }
    }
}
