using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>All that one step of an orchestration changes, in one transaction.</summary>
internal sealed class OrchestrationCommit(string instanceId, IReadOnlyList<Delivery> taken) : StepCommit
{
    private readonly List<HistoryEvent> _history = [];
    private readonly List<Action<StoreWriter>> _outgoing = [];

    public string InstanceId => instanceId;

    /// <summary>The new events, of the last generation only.</summary>
    public IReadOnlyList<HistoryEvent> History => _history;

    /// <summary>The execution the step has run; null when the instance isn't touched.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>The messages go because the instance has ended. If it was taken up again meanwhile, they stay.</summary>
    public bool IsForEnded { get; init; }

    /// <summary>The row after the step.</summary>
    public InstanceRow? Row { get; set; }

    /// <summary>True when the step went through ContinueAsNew: the row and the history are new.</summary>
    public bool IsNewGeneration { get; private set; }

    public int FirstHistoryNumber { get; set; }

    public int HistoryEnd => FirstHistoryNumber + _history.Count;

    public void Add(HistoryEvent value) => _history.Add(value);

    public void Send(Action<StoreWriter> write) => _outgoing.Add(write);

    public void BeginGeneration()
    {
        IsNewGeneration = true;
        FirstHistoryNumber = 0;
        _history.Clear();
    }

    public override void Apply(StoreWriter writer)
    {
        if (IsForEnded && writer.FindStatus(instanceId) is { } status && !InstanceRow.IsTerminalStatus(status))
        {
            IsVoid = true;
            return;
        }

        IsVoid = ExecutionId is not null && !writer.HasExecution(instanceId, ExecutionId);
        foreach (var delivery in taken)
        {
            writer.Consume(delivery);
        }

        if (IsVoid)
        {
            return;
        }

        if (Row is { } row)
        {
            WriteInstance(writer, row);
        }

        foreach (var write in _outgoing)
        {
            write(writer);
        }
    }

    private void WriteInstance(StoreWriter writer, InstanceRow row)
    {
        if (IsNewGeneration)
        {
            writer.ClearHistory(row.Id);
            writer.PutInstance(row);
        }
        else
        {
            writer.UpdateInstance(row);
        }

        var number = FirstHistoryNumber;
        foreach (var value in _history)
        {
            writer.AppendHistory(row.Id, number++, value);
        }

        if (row.Status == OrchestrationRuntimeStatus.Terminated)
        {
            // Termination does not wait for open timers (durable-semantics §1); nobody is left to hear them.
            writer.CancelTimers(row.Id);
        }
    }
}
