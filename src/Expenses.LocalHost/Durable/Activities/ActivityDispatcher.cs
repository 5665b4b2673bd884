using System.Diagnostics;
using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Telemetry;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Activities;

/// <summary>
/// Runs activities, a bounded number at a time and in turns between instances, at least once each: the row goes when a
/// step has taken the result, so a crash before that runs the activity again.
/// </summary>
internal sealed partial class ActivityDispatcher(
    OrchestrationServices services, StorePool stores, IEngineDriver driver, IMessageSink messages, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ActivityBacklog _backlog = new(stores);
    private readonly CancellationTokenSource _abandon = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger = services.Loggers.CreateLogger<ActivityDispatcher>();
    private int _running;
    private bool _started;
    private bool _stopping;

    /// <summary>True when no activity runs or waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _running == 0 && _backlog.IsEmpty;
            }
        }
    }

    /// <summary>Begins with the calls from before, up to a row; later ones come through <see cref="Enqueue"/>.</summary>
    public void Start(long storedUpTo)
    {
        var owners = stores.Read(store => store.ReadActivityOwners(storedUpTo));
        lock (_gate)
        {
            _backlog.Fill(owners, storedUpTo);
            _started = true;
            Pump();
        }
    }

    public void Enqueue(ActivityRow activity)
    {
        lock (_gate)
        {
            _backlog.Enqueue(activity);
            Pump();
        }
    }

    /// <summary>Starts no more, waits the grace, then cancels the rest and leaves it: it runs again after a restart.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        lock (_gate)
        {
            _stopping = true;
            SignalWhenDrained();
        }

        try
        {
            await _drained.Task.WaitAsync(grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            LogAbandoned(_logger, Volatile.Read(ref _running));
        }

        await _abandon.CancelAsync();
    }

    public void Dispose() => _abandon.Dispose();

    private void Pump()
    {
        while (_started && !_stopping && _running < services.Options.MaxConcurrentActivities && TryNext(out var activity))
        {
            _running++;
            driver.Run(activity, new Run(this, activity));
        }
    }

    private bool TryNext(out ActivityRow activity)
    {
        while (true)
        {
            try
            {
                return _backlog.TryDequeue(out activity);
            }
            catch (Exception e) when (DamagedStoreException.Is(e))
            {
                LogDamaged(_logger, e);
            }
        }
    }

    private void Finished()
    {
        lock (_gate)
        {
            _running--;
            Pump();
            SignalWhenDrained();
        }
    }

    private void SignalWhenDrained()
    {
        if (_stopping && _running == 0)
        {
            _drained.TrySetResult();
        }
    }

    private async Task RunAsync(ActivityRow activity)
    {
        try
        {
            var result = await CallAsync(activity);
            messages.Deliver(new Delivery(activity.InstanceId, DeliverySource.Activity, activity.Row, activity.ExecutionId, result));
        }
#pragma warning disable CA1031 // Whatever a call throws that the stop has cut off is no answer: it runs again.
        catch (Exception e) when (_abandon.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogCancelled(_logger, e, activity.Name, activity.InstanceId);
        }
        catch (Exception e) when (DamagedStoreException.Is(e))
        {
            LogDamaged(_logger, e);
        }
        finally
        {
            Finished();
        }
    }

    private async Task<HistoryEvent> CallAsync(ActivityRow activity)
    {
        using var span = Trace(activity);
        try
        {
            return await RunFunctionAsync(activity);
        }
#pragma warning disable CA1031 // Any exception of the activity is its failure, reported to the orchestrator (durable-semantics §6).
        catch (Exception e) when (!_abandon.IsCancellationRequested)
#pragma warning restore CA1031
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            var failure = Failure.From(e);
            LogFailed(_logger, activity.Name, activity.TaskId, activity.InstanceId, failure.ErrorType);
            return new TaskFailed(activity.TaskId, failure) { Timestamp = Now };
        }
    }

    private Activity? Trace(ActivityRow activity)
    {
        if (!DurableTrace.IsOn)
        {
            return null;
        }

        var parent = activity.TraceParent
            ?? DurableTrace.ParentOf(stores.Read(store => store.FindStart(activity.InstanceId)), activity.TaskId);
        return DurableTrace.RunActivity(parent, activity.Name, activity.Version, activity.InstanceId, activity.TaskId);
    }

    private async Task<HistoryEvent> RunFunctionAsync(ActivityRow activity)
    {
        if (!services.Functions.HasActivity(activity.Name))
        {
            return new TaskFailed(activity.TaskId, MissingFunction.Failure(activity.Name, "activity")) { Timestamp = Now };
        }

        // Stored as an array of one element; without input it is [null] (durable-semantics §2).
        var input = activity.Input[1..^1];
        var output = await services.Functions.RunActivityAsync(
            activity.Name, activity.InstanceId, input is "null" ? null : input, _abandon.Token);
        return new TaskCompleted(activity.TaskId, services.Options.Converter.Serialize(output)) { Timestamp = Now };
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(EventId = 4204, Level = LogLevel.Critical, Message = "Calls of activities in the store are damaged; those of their instance are not made.")]
    private static partial void LogDamaged(ILogger logger, Exception error);

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "{Count} activities did not end in time; they run again after the restart.")]
    private static partial void LogAbandoned(ILogger logger, int count);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Debug, Message = "Activity {Name} of {InstanceId} was cut off by the stop; it runs again after the restart.")]
    private static partial void LogCancelled(ILogger logger, Exception error, string name, string instanceId);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Information, Message = "Activity {Name} (#{TaskId}) of {InstanceId} failed with {ErrorType}.")]
    private static partial void LogFailed(ILogger logger, string name, int taskId, string instanceId, string errorType);

    private sealed class Run(ActivityDispatcher dispatcher, ActivityRow activity) : IThreadPoolWorkItem
    {
        public void Execute() => _ = dispatcher.RunAsync(activity);
    }
}
