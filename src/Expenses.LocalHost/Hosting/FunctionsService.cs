using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Triggers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Hosting;

/// <summary>
/// The durable engine and the queue and timer listeners, between the app's own hosted services, which they may need, and
/// HTTP: started after the former and before the latter, stopped the other way round.
/// </summary>
internal sealed partial class FunctionsService : IHostedService, IAsyncDisposable
{
    /// <summary>What a cancelled queue or timer function has left to end.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(5);

    private DurableEngine? _engine;
    private TriggerListeners? _listeners;
    private ILogger? _logger;
    private bool _stopped;

    /// <summary>Both need the app's services, so they exist only after this one was registered.</summary>
    public void Use(DurableEngine? engine, TriggerListeners listeners, ILogger<FunctionsService> logger)
    {
        _engine = engine;
        _listeners = listeners;
        _logger = logger;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_engine is not null)
        {
            await _engine.StartAsync(cancellationToken);
        }

        _listeners?.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        if (_listeners is not null)
        {
            await StopListenersAsync(_listeners, cancellationToken);
        }

        if (_engine is not null)
        {
            await _engine.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var (listeners, engine) = (_listeners, _engine);
        (_listeners, _engine) = (null, null);
        if (listeners is not null)
        {
            await listeners.DisposeAsync();
        }

        if (engine is not null)
        {
            await engine.DisposeAsync();
        }
    }

    private async Task StopListenersAsync(TriggerListeners listeners, CancellationToken cancellationToken)
    {
        using var abandon = new CancellationTokenSource();
        await using var registration = cancellationToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(CancellationGrace), abandon);
        try
        {
            await listeners.StopAsync(cancellationToken).WaitAsync(abandon.Token);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            StillRunning(_logger!);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "Queue or timer functions are still running although they were cancelled; stopping without them.")]
    private static partial void StillRunning(ILogger logger);
}
