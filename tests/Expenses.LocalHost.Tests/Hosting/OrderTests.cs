using System.Collections.Concurrent;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Hosting;

public sealed class OrderTests
{
    [Fact]
    public async Task HostedServicesOfTheApp_AreThereBeforeAnyFunctionRuns_AndUntilTheLastHasEnded()
    {
        var steps = new ConcurrentQueue<string>();
        var atStart = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (await Hosted.StartAsync([typeof(AtStart)], worker =>
        {
            worker.Services.AddSingleton(steps);
            worker.Services.AddSingleton(atStart);
            worker.Services.AddHostedService<TableCreation>();
        }))
        {
            await atStart.Task.WaitAsync(Eventually.DefaultDeadline);
        }

        Assert.Equal(["app starts", "function begins", "function ends", "app stops"], steps);
    }

    private sealed class TableCreation(ConcurrentQueue<string> steps) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            steps.Enqueue("app starts");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            steps.Enqueue("app stops");
            return Task.CompletedTask;
        }
    }

    private sealed class AtStart(ConcurrentQueue<string> steps, TaskCompletionSource atStart, IHostApplicationLifetime lifetime)
    {
        [Function("AtStart")]
        public async Task RunAsync([TimerTrigger("01:00:00", RunOnStartup = true)] TimerInfo timer)
        {
            steps.Enqueue("function begins");
            atStart.SetResult();
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
            await stopping.Task;
            steps.Enqueue("function ends");
        }
    }
}
