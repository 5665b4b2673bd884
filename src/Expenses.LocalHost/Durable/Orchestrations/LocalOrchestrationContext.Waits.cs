using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>Timers and external events (durable-semantics §3, §4).</summary>
internal sealed partial class LocalOrchestrationContext
{
    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        execution.Thread.Check();
        var due = fireAt.ToUniversalTime();
        var longest = execution.Services.Options.MaximumTimerInterval;
        while (due - execution.Now > longest)
        {
            await execution.StartTimer(execution.Now + longest, cancellationToken);
        }

        await execution.StartTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Checked.Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (instanceId.StartsWith('@'))
        {
            throw new ArgumentException("Entities are signalled, they receive no events.", nameof(instanceId));
        }

        SendRaw(instanceId, eventName, Checked.Converter.Serialize(payload));
    }

    private void SendRaw(string instanceId, string eventName, string? payload)
        => execution.Send(instanceId, eventName, payload, new EventRaised(eventName, payload) { Timestamp = execution.Now });
}
