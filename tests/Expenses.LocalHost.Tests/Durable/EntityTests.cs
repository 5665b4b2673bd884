using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Durable;

public sealed class EntityTests
{
    [Fact]
    public async Task Operation_RunsOnTheDeclaringClass_WithItsDependencies()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Counter), worker => worker.Services.AddSingleton(new Step(10)));
        var operation = new RecordedOperation("add", input: "2", state: "3");

        var result = await functions.RunEntityAsync("counter", operation);

        Assert.Equal(23, result);
        Assert.Equal("23", operation.StateJson);
    }

    [Fact]
    public async Task Operation_ThatFails_ThrowsWhatTheEntityThrew()
    {
        var functions = DurableFunctionsHarness.Of(typeof(Counter), worker => worker.Services.AddSingleton(new Step(1)));

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await functions.RunEntityAsync("Counter", new RecordedOperation("overflow", input: null, state: null)));
    }

    [Fact]
    public async Task Middleware_RunsAroundAnOperation()
    {
        List<string> seen = [];
        var functions = DurableFunctionsHarness.Of(typeof(Counter), worker =>
        {
            worker.Services.AddSingleton(new Step(1));
            worker.UseMiddleware((context, next) =>
            {
                seen.Add($"{context.FunctionDefinition.Name} {context.FunctionDefinition.InputBindings["dispatcher"].Type}");
                return next();
            });
        });

        await functions.RunEntityAsync("counter", new RecordedOperation("add", input: "1", state: null));

        Assert.Equal(["Counter entityTrigger"], seen);
    }

    private sealed record Step(int Size);

    private sealed class Counter(Step step) : TaskEntity<int>
    {
        [Function(nameof(Counter))]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();

        public int Add(int count) => State += count * step.Size;

        public void Overflow() => throw new InvalidOperationException("too much");
    }
}
