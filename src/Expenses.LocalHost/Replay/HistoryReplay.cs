using System.Reflection;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Replay;

/// <summary>
/// Plays stored histories against today's orchestrators. Nothing is stored, called or waited for, and the app's
/// middleware is left out. It is stricter than the engine, which looks at kinds and names only (durable-semantics §1):
/// due times, receivers, ids of sub-orchestrations, and calls that were added are compared too. Inputs and results are not.
/// </summary>
public static class HistoryReplay
{
    /// <summary>Compares every decision of a history with what the functions of the app decide today.</summary>
    /// <param name="history">The history.</param>
    /// <param name="app">The assembly with the orchestrators.</param>
    /// <returns>The first difference, or that there is none.</returns>
    public static ReplayReport Verify(StoredHistory history, Assembly app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return Verify(history, app.GetTypes());
    }

    /// <summary>The same for single classes with orchestrators.</summary>
    /// <param name="history">The history.</param>
    /// <param name="functionTypes">The classes.</param>
    /// <returns>The first difference, or that there is none.</returns>
    /// <exception cref="InvalidOperationException">A function of theirs cannot be hosted; the message names it.</exception>
    public static ReplayReport Verify(StoredHistory history, IEnumerable<Type> functionTypes)
    {
        ArgumentNullException.ThrowIfNull(history);
        using var services = new ServiceCollection().BuildServiceProvider();
        var invoker = new FunctionInvoker(
            FunctionInvoker.Function, () => throw new InvalidOperationException("An orchestrator has no durable client."));
        return Verify(history, new CatalogDurableFunctions(
            FunctionCatalog.Of(functionTypes), invoker, services.GetRequiredService<IServiceScopeFactory>()));
    }

    internal static ReplayReport Verify(StoredHistory history, IDurableFunctions functions)
    {
        var steps = ReplayedStep.Of(history.Events);
        var live = new HistoryPlayer(history.InstanceId, functions);
        // A rewind has taken events out of the middle: then only what a restart looks at can be compared.
        if (!steps.Exists(step => step.IsRewind))
        {
            steps.ForEach(live.Take);
        }

        // The same as after a restart: the past is replayed, the last step is new.
        var restarted = new HistoryPlayer(history.InstanceId, functions);
        if (live.Difference is null && steps.Count > 0)
        {
            restarted.Replay(steps[..^1]);
            restarted.Take(steps[^1]);
        }

        return new ReplayReport(
            history.Orchestrator, history.InstanceId, history.Count, Math.Max(live.Decisions, restarted.Decisions), live.Difference ?? restarted.Difference);
    }
}
