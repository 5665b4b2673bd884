using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Hosting;
using Expenses.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Triggers;

/// <summary>The queue and timer functions of the app, listening.</summary>
internal sealed class TriggerListeners : IAsyncDisposable
{
    private readonly IReadOnlyList<ITriggerListener> _listeners;

    private TriggerListeners(IReadOnlyList<ITriggerListener> listeners) => _listeners = listeners;

    /// <summary>Prepares a listener for every queue and timer function.</summary>
    /// <exception cref="FunctionCatalogException">A schedule, connection or setting is missing or malformed.</exception>
    public static TriggerListeners Of(
        FunctionCatalog catalog, FunctionInvoker invoker, IServiceProvider services, QueueSettings queues, TimeProvider time)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var loggers = services.GetRequiredService<ILoggerFactory>();
        var scoped = new ScopedInvoker(invoker, services.GetRequiredService<IServiceScopeFactory>());
        List<ITriggerListener> listeners = [];
        foreach (var function in catalog.OfKind(TriggerKind.Queue))
        {
            var pair = QueuePair.Of(function, settings);
            var run = new QueueMessageRun(function, pair, queues, scoped, loggers.CreateLogger<QueueMessageRun>());
            listeners.Add(new QueueListener(pair, queues, run, loggers.CreateLogger<QueueListener>()));
        }

        foreach (var function in catalog.OfKind(TriggerKind.Timer))
        {
            var trigger = (TimerTriggerAttribute)function.Trigger;
            var schedule = TimerSchedule.Parse(SettingReferences.Expand(trigger.Schedule, settings, function.Name), function.Name);
            listeners.Add(new TimerListener(function, schedule, trigger.RunOnStartup, scoped, time, loggers.CreateLogger<TimerListener>()));
        }

        return new TriggerListeners(listeners);
    }

    public void Start()
    {
        foreach (var listener in _listeners)
        {
            listener.Start();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }
    }
}
