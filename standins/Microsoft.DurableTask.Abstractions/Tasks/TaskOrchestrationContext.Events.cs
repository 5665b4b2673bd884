namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerStop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var eventStop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerStop.Token);
        var received = WaitForExternalEvent<T>(eventName, eventStop.Token);
        var winner = await Task.WhenAny(timer, received);
        // Synchronous on purpose: cancelling must not leave the orchestrator's thread.
        if (winner == received)
        {
            timerStop.Cancel();
        }
        else
        {
            eventStop.Cancel();
        }

        return await received;
    }
}
