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
public sealed class HistoryReplay
{
    private readonly IDurableFunctions _functions;

    /// <summary>Reads the functions of an app.</summary>
    /// <param name="functionTypes">The classes with the orchestrators.</param>
    /// <exception cref="InvalidOperationException">A function of theirs cannot be hosted; the message names it.</exception>
    public HistoryReplay(IEnumerable<Type> functionTypes)
    {
        var invoker = new FunctionInvoker(
            FunctionInvoker.Function, () => throw new InvalidOperationException("An orchestrator has no durable client."));
        var nothing = new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        _functions = new CatalogDurableFunctions(FunctionCatalog.Of(functionTypes), invoker, nothing);
    }

    internal HistoryReplay(IDurableFunctions functions) => _functions = functions;

    /// <summary>Compares every decision of one history with what the functions of the app decide today.</summary>
    /// <param name="history">The history.</param>
    /// <param name="app">The assembly with the orchestrators.</param>
    /// <returns>The first difference, or that there is none.</returns>
    public static ReplayReport Verify(StoredHistory history, Assembly app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new HistoryReplay(app.GetTypes()).Verify(history);
    }

    /// <summary>Compares every decision of a history with what the functions decide today.</summary>
    /// <param name="history">The history.</param>
    /// <returns>The first difference, or that there is none.</returns>
    public ReplayReport Verify(StoredHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var steps = ReplayedStep.Of(history.Events);
        var live = new HistoryPlayer(history.InstanceId, _functions);
        // A rewind has taken events out of the middle: then only what a restart looks at can be compared.
        if (!steps.Exists(step => step.IsRewind))
        {
            steps.ForEach(live.Take);
        }

        // The same as after a restart: the past is replayed, the last step is new.
        var restarted = new HistoryPlayer(history.InstanceId, _functions);
        if (live.Difference is null && steps.Count > 0)
        {
            restarted.Replay(steps[..^1]);
            restarted.Take(steps[^1]);
        }

        return new ReplayReport(
            history.Orchestrator, history.InstanceId, history.Count, Math.Max(live.Decisions, restarted.Decisions), live.Difference ?? restarted.Difference);
    }
}
