using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Durable;

public sealed class OrchestratorTests
{
    [Fact]
    public async Task Input_IsTheFirstParameterThatNothingElseBinds()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));
        var context = new RecordedOrchestration("""{ "id": "e-1" }""");
        context.Activity.SetResult("done");

        Assert.Equal("e-1 done Run", await functions.RunOrchestratorAsync("run", context));
    }

    [Fact]
    public async Task Orchestrator_AndItsMiddleware_StayOnTheCallersThread()
    {
        List<int> threads = [];
        var functions = DurableFunctionsHarness.Of(typeof(Functions), worker => worker.UseMiddleware(async (_, next) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await next();
            threads.Add(Environment.CurrentManagedThreadId);
        }));
        var context = new RecordedOrchestration("""{ "id": "e-1" }""");

        var (task, thread) = OnAThreadOfItsOwn(() =>
        {
            var running = functions.RunOrchestratorAsync("Run", context);
            Assert.False(running.IsCompleted);
            context.Activity.SetResult("done");
            Assert.True(running.IsCompleted);
            return running;
        });

        Assert.Equal("e-1 done Run", await task);
        Assert.Equal([thread, thread], threads);
    }

    [Fact]
    public async Task Middleware_RunsOncePerReplay()
    {
        var runs = 0;
        var functions = DurableFunctionsHarness.Of(typeof(Functions), worker => worker.UseMiddleware((_, next) =>
        {
            runs++;
            return next();
        }));

        _ = functions.RunOrchestratorAsync("Run", new RecordedOrchestration("""{ "id": "e-1" }"""));
        var replay = new RecordedOrchestration("""{ "id": "e-1" }""");
        replay.Activity.SetResult("done");
        await functions.RunOrchestratorAsync("Run", replay);

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Exception_ComesThroughAsItWasThrown()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Functions));

        await Assert.ThrowsAsync<InvalidDataException>(() => functions.RunOrchestratorAsync("Fails", new RecordedOrchestration(input: null)));
    }

    private static (T Result, int Thread) OnAThreadOfItsOwn<T>(Func<T> work)
    {
        (T Result, int Thread)? outcome = null;
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                outcome = (work(), Environment.CurrentManagedThreadId);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                error = e;
            }
        });
        thread.Start();
        thread.Join();
        return error is null ? outcome!.Value : throw error;
    }

    private sealed record Expense(string Id);

    private sealed class Functions
    {
        [Function("Run")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function, Expense expense) =>
            $"{expense.Id} {await context.CallActivityAsync<string>("Any")} {function.FunctionDefinition.Name}";

        [Function("Fails")]
        public static Task FailsAsync([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidDataException("broken");
    }
}
