using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Data;
using ExpensesFunctions.Data;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Tests.Fakes;

/// <summary>Keeps started pull operations until a test runs them.</summary>
internal sealed class HeldReads : IDataReadStarter
{
    private readonly ConcurrentQueue<(Connection, IReadOnlyList<PullOperation>)> _started = new();

    public Task StartAsync(
        DurableTaskClient client, Connection connection, IReadOnlyList<PullOperation> operations, CancellationToken cancellationToken)
    {
        _started.Enqueue((connection, operations));
        return Task.CompletedTask;
    }

    public IReadOnlyList<(Connection Connection, IReadOnlyList<PullOperation> Operations)> Take()
    {
        var taken = new List<(Connection, IReadOnlyList<PullOperation>)>();
        while (_started.TryDequeue(out var started))
        {
            taken.Add(started);
        }

        return taken;
    }
}
