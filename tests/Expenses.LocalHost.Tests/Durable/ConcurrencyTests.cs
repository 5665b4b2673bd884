using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Tests.Durable;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task HostJson_BoundsTheActivitiesThatRunAtOnce()
    {
        var gate = new Gate();
        await using var hosted = await Hosted.StartAsync(
            [typeof(Functions)],
            worker => worker.Services.Add(new(typeof(Gate), gate)),
            hostJson: """{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 3 } } }""");

        var id = await hosted.Host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Many");
        await Eventually.TrueAsync(() => gate.Running == 3);
        gate.Open.SetResult();
        var ended = await hosted.Host.DurableTaskClient.WaitForInstanceCompletionAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(3, gate.Most);
    }

    private sealed class Gate
    {
        private readonly Lock _lock = new();

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Running { get; private set; }

        public int Most { get; private set; }

        public async Task PassAsync()
        {
            Count(1);
            await Open.Task;
            Count(-1);
        }

        private void Count(int change)
        {
            lock (_lock)
            {
                Running += change;
                Most = Math.Max(Most, Running);
            }
        }
    }

    private sealed class Functions(Gate gate)
    {
        [Function("Many")]
        public static Task ManyAsync([OrchestrationTrigger] TaskOrchestrationContext context)
            => Task.WhenAll(Enumerable.Range(0, 20).Select(i => context.CallActivityAsync("Pass", i)));

        [Function("Pass")]
        public Task PassAsync([ActivityTrigger] int _) => gate.PassAsync();
    }
}
