using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Activities;

/// <summary>
/// Runs activities, a bounded number at a time and in turns between instances, at least once each: the row goes when a
/// step has taken the result, so a crash before that runs the activity again.
/// </summary>
internal sealed partial class ActivityDispatcher(
    OrchestrationServices services, StorePool stores, StepScheduler scheduler, TimeProvider time) : IDisposable
{
    private const int Page = 500;

    private readonly Lock _gate = new();
    private readonly FairQueue<ActivityRow> _queue = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _abandon = new();
    private readonly ILogger _logger = services.Loggers.CreateLogger<ActivityDispatcher>();
    private long _storedAfter;
    private long _storedUpTo;
    private bool _started;
    private bool _stopping;

    /// <summary>True when no activity runs or waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _running.Count == 0 && _queue.Count == 0 && _storedAfter >= _storedUpTo;
            }
        }
    }

    public void Start(long storedUpTo)
    {
        lock (_gate)
        {
            _storedUpTo = storedUpTo;
            _started = true;
            Pump();
        }
    }

    public void Enqueue(ActivityRow activity)
    {
        lock (_gate)
        {
            _queue.Enqueue(activity.InstanceId, activity);
            Pump();
        }
    }

    /// <summary>Starts no more, waits the grace, then cancels the rest and leaves it: it runs again after a restart.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Task[] running;
        lock (_gate)
        {
            _stopping = true;
            running = [.. _running];
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            LogAbandoned(_logger, running.Count(task => !task.IsCompleted));
        }

        await _abandon.CancelAsync();
    }

    public void Dispose() => _abandon.Dispose();

    private void Pump()
    {
        while (_started && !_stopping && _running.Count < services.Options.MaxConcurrentActivities && TryTake(out var activity))
        {
            var task = Task.Run(() => RunAsync(activity), CancellationToken.None);
            _running.Add(task);
            _ = task.ContinueWith(Finished, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Finished(Task task)
    {
        lock (_gate)
        {
            _running.Remove(task);
            Pump();
        }
    }

    private bool TryTake(out ActivityRow activity)
    {
        if (_queue.Count == 0 && _storedAfter < _storedUpTo)
        {
            // Work from before a restart is read page by page, not all at once.
            var rows = stores.Read(store => store.ReadActivities(_storedAfter, _storedUpTo, Page));
            rows.ForEach(row => _queue.Enqueue(row.InstanceId, row));
            _storedAfter = rows.Count == 0 ? _storedUpTo : rows[^1].Row;
        }

        return _queue.TryDequeue(out activity);
    }

    private async Task RunAsync(ActivityRow activity)
    {
        HistoryEvent result;
        try
        {
            result = await CallAsync(activity);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // Any exception of the activity is its failure, reported to the orchestrator (durable-semantics §6).
        catch (Exception e)
#pragma warning restore CA1031
        {
            result = new TaskFailed(activity.TaskId, Failure.From(e)) { Timestamp = Now };
        }

        scheduler.Deliver(new Delivery(activity.InstanceId, DeliverySource.Activity, activity.Row, activity.ExecutionId, result));
    }

    private async Task<HistoryEvent> CallAsync(ActivityRow activity)
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

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "{Count} activities did not end in time; they run again after the restart.")]
    private static partial void LogAbandoned(ILogger logger, int count);
}
