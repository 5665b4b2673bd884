using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Triggers;

/// <summary>
/// Runs one timer function, never two invocations at once; the next occurrence counts from the end of the last run, as on
/// the platform. LocalHost keeps no schedule monitor: what fell due while it was down is not made up for.
/// </summary>
internal sealed partial class TimerListener(
    FunctionDescriptor function,
    TimerSchedule schedule,
    bool runOnStartup,
    ScopedInvoker invoker,
    TimeProvider time,
    ILogger<TimerListener> logger) : ITriggerListener
{
    /// <summary>Task.Delay takes no more than 49 days.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopWaiting = new();
    private readonly CancellationTokenSource _cancelFunction = new();
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunUntilStoppedAsync, _stopWaiting.Token);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopWaiting.CancelAsync();
        await using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _cancelFunction);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync()
    {
        _stopWaiting.Dispose();
        _cancelFunction.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunUntilStoppedAsync()
    {
        var last = default(DateTimeOffset);
        if (runOnStartup)
        {
            last = time.GetUtcNow();
            await InvokeAsync(default, last);
        }

        while (true)
        {
            var due = schedule.NextAfter(time.GetUtcNow());
            await WaitUntilAsync(due);
            await InvokeAsync(last, due);
            last = due;
        }
    }

    private async Task WaitUntilAsync(DateTimeOffset due)
    {
        for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
        {
            await Task.Delay(left < LongestDelay ? left : LongestDelay, time, _stopWaiting.Token);
        }

        _stopWaiting.Token.ThrowIfCancellationRequested();
    }

    private async Task InvokeAsync(DateTimeOffset last, DateTimeOffset due)
    {
        var info = new TimerInfo
        {
            ScheduleStatus = new ScheduleStatus
            {
                Last = last.UtcDateTime,
                LastUpdated = last.UtcDateTime,
                Next = schedule.NextAfter(due).UtcDateTime,
            },
        };
        try
        {
            await invoker.InvokeAsync(function, new TriggerInput(info), _cancelFunction.Token);
        }
#pragma warning disable CA1031 // Whatever a function throws is this run's failure; the next one is due all the same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(logger, e, function.Name);
        }
    }

    [LoggerMessage(301, LogLevel.Error, "Timer function '{Function}' failed.")]
    private static partial void Failed(ILogger logger, Exception exception, string function);
}
