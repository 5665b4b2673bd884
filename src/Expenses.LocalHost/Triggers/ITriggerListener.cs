namespace Expenses.LocalHost.Triggers;

/// <summary>Starts one function whenever something in the background says so.</summary>
internal interface ITriggerListener : IAsyncDisposable
{
    /// <summary>Begins to listen; returns at once and never fails because the source is away.</summary>
    void Start();

    /// <summary>Takes nothing new and waits for running invocations; cancels them when <paramref name="cancellationToken"/> says so.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
