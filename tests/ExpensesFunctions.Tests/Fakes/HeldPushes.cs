using System.Collections.Concurrent;
using Expenses.Core.Data;
using ExpensesFunctions.Data;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Keeps started pushes of records until a test runs them.</summary>
internal sealed class HeldPushes : IRecordPushStarter
{
    private readonly ConcurrentQueue<RecordPush> _started = new();

    public Task StartAsync(DurableTaskClient client, RecordPush push, CancellationToken cancellationToken)
    {
        _started.Enqueue(push);
        return Task.CompletedTask;
    }

    public IReadOnlyList<RecordPush> Take()
    {
        var taken = new List<RecordPush>();
        while (_started.TryDequeue(out var push))
        {
            taken.Add(push);
        }

        return taken;
    }
}
