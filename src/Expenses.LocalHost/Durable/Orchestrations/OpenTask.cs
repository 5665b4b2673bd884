namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>An activity, timer or sub-orchestration the history has not answered yet.</summary>
internal sealed class OpenTask(string name, string? traceType, DateTime begun)
{
    // Continuations run inline, on the thread of the step.
    private readonly TaskCompletionSource<string?> _source = new();

    public string Name => name;

    /// <summary>What its span is called; null for a timer.</summary>
    public string? TraceType => traceType;

    /// <summary>The orchestrator's clock when it was asked for, UTC.</summary>
    public DateTime Begun => begun;

    public Task<string?> Task => _source.Task;

    public void Complete(string? result) => _source.TrySetResult(result);

    public void Fail(Exception error) => _source.TrySetException(error);

    public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
}
