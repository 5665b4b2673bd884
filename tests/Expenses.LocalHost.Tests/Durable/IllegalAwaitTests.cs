using System.Runtime.CompilerServices;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Durable;

/// <summary>An orchestrator that awaits what is not durable fails at once, whenever that ends; middleware around it may do more.</summary>
public sealed class IllegalAwaitTests
{
    [Theory]
    [InlineData("Never")]
    [InlineData("NeverWithoutContext")]
    [InlineData("AtOnceElsewhere")]
    [InlineData("SoonElsewhere")]
    [InlineData("AfterAnActivity")]
    [InlineData("HelperGoesOnElsewhere")]
    [InlineData("HelperIsThroughElsewhere")]
    public async Task ForeignAwait_FailsTheInstance(string orchestrator)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        var ended = await RunAsync(hosted, orchestrator);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.StartsWith("An invalid asynchronous invocation was detected", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("Synchronous")]
    [InlineData("Combined")]
    [InlineData("Cancels")]
    public async Task DurableAwaitsAlone_Complete(string orchestrator)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        var ended = await RunAsync(hosted, orchestrator);

        Assert.Equal((OrchestrationRuntimeStatus.Completed, "done"), (ended.RuntimeStatus, ended.ReadOutputAs<string>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MiddlewareThatLeavesTheThreadAfterTheFunction_IsAwaited(bool backToContext)
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker => worker.UseMiddleware(async (context, next) =>
        {
            await next();
            await Task.Run(static () => Thread.Yield(), context.CancellationToken).ConfigureAwait(backToContext);
        }));

        Assert.Equal("done", (await RunAsync(hosted, "Plain")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task MiddlewareThatLeavesTheThreadBeforeTheFunction_FailsTheInstance()
    {
        var never = new TaskCompletionSource();
        await using var hosted = await Hosted.StartAsync([typeof(Functions)], worker => worker.UseMiddleware(async (context, next) =>
        {
            if (context.FunctionDefinition.Name == "Plain")
            {
                await never.Task.ConfigureAwait(false);
            }

            await next();
        }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await RunAsync(hosted, "Plain")).RuntimeStatus);
    }

    private static async Task<OrchestrationMetadata> RunAsync(Hosted hosted, string orchestrator)
    {
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        var client = hosted.Host.DurableTaskClient;
        var id = await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, deadline.Token);
        return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, deadline.Token);
    }

    private static class Functions
    {
        [Function("Echo")]
        public static string Echo([ActivityTrigger] string text) => text;

        [Function("Never")]
        public static async Task<string> NeverAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await new TaskCompletionSource().Task;
            return context.InstanceId;
        }

        [Function("NeverWithoutContext")]
        public static async Task<string> NeverWithoutContextAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.InstanceId;
            await new TaskCompletionSource().Task.ConfigureAwait(false);
            return "done";
        }

        /// <summary>The other thread is through before this method has returned.</summary>
        [Function("AtOnceElsewhere")]
        public static async Task<string> AtOnceElsewhereAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.InstanceId;
            await default(OnAnotherThread);
            return "done";
        }

        [Function("SoonElsewhere")]
        public static async Task<string> SoonElsewhereAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            _ = context.InstanceId;
            await default(SoonOnAnotherThread);
            return "done";
        }

        [Function("AfterAnActivity")]
        public static async Task<string> AfterAnActivityAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<string>("Echo", "text");
            await default(SoonOnAnotherThread);
            return "done";
        }

        /// <summary>While a durable timer is open, so that the step alone shows nothing.</summary>
        [Function("HelperGoesOnElsewhere")]
        public static async Task<string> HelperGoesOnElsewhereAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await Task.WhenAny(timer, HelpAsync(context));
            return "done";
        }

        /// <summary>The same, and refused before the orchestrator awaits it.</summary>
        [Function("HelperIsThroughElsewhere")]
        public static async Task<string> HelperIsThroughElsewhereAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            await Task.WhenAny(timer, HelpAtOnceAsync(context));
            return "done";
        }

        [Function("Plain")]
        public static Task<string> PlainAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Echo", "done");

        [Function("Synchronous")]
        public static string Synchronous([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId.Length > 0 ? "done" : "never";

        [Function("Combined")]
        public static async Task<string> CombinedAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await Task.WhenAll(Task.CompletedTask, context.CallActivityAsync<string>("Echo", "a"));
            await Task.WhenAny(context.CallActivityAsync<string>("Echo", "b"), context.CreateTimer(TimeSpan.Zero, CancellationToken.None));
            await Task.Yield();
            return "done";
        }

        [Function("Cancels")]
        public static async Task<string> CancelsAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var cancellation = new CancellationTokenSource();
            var never = WaitAsync(context, cancellation.Token);
            Cancel(cancellation);
            return await never;
        }

        private static void Cancel(CancellationTokenSource source) => source.Cancel();

        private static async Task<string> WaitAsync(TaskOrchestrationContext context, CancellationToken cancellation)
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", cancellation);
            }
            catch (TaskCanceledException)
            {
                return "done";
            }
        }

        private static async Task HelpAtOnceAsync(TaskOrchestrationContext context)
        {
            await default(OnAnotherThread);
            await context.CallActivityAsync<string>("Echo", "refused here");
        }

        private static async Task HelpAsync(TaskOrchestrationContext context)
        {
            await default(SoonOnAnotherThread);
            await context.CallActivityAsync<string>("Echo", "refused here");
        }
    }

    private readonly struct OnAnotherThread : INotifyCompletion
    {
#pragma warning disable CA1822 // The compiler wants members of the instance.
        public bool IsCompleted => false;

        public void GetResult()
        {
            // Nothing comes of it.
        }
#pragma warning restore CA1822

        public void OnCompleted(Action continuation)
        {
            var thread = new Thread(() => continuation());
            thread.Start();
            thread.Join();
        }

        public OnAnotherThread GetAwaiter() => this;
    }

    /// <summary>
    /// What <c>Task.Run(...).ConfigureAwait(false)</c> is when its task has not ended before the await looks at it; if it has, the
    /// await goes on where it was, which is no fault.
    /// </summary>
    private readonly struct SoonOnAnotherThread : INotifyCompletion
    {
#pragma warning disable CA1822 // The compiler wants members of the instance.
        public bool IsCompleted => false;

        public void GetResult()
        {
            // Nothing comes of it.
        }
#pragma warning restore CA1822

        public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static go => go(), continuation, preferLocal: false);

        public SoonOnAnotherThread GetAwaiter() => this;
    }
}
