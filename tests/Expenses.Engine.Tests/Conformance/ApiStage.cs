using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>Instances in every status, functions to call, and a value for every parameter, so that any member can be called by reflection.</summary>
internal static class ApiStage
{
    private static readonly EntityInstanceId Entity = new("thing", "one");

    /// <summary>What a subclass has to give or may give, property getters included.</summary>
    public static IEnumerable<MethodInfo> Members(Type type)
        => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => method.IsVirtual && !method.IsFinal);

    public static MethodInfo Find(Type type, string member)
        => Members(type).Single(method => string.Equals($"{type.Name}: {method}", member, StringComparison.Ordinal));

    public static async Task<IDurableImplementation> StartAsync()
    {
        var durable = await Implementations.StartAsync(Functions(), Memory.Kept);
        foreach (var (id, name) in new[] { ("running", "Wait"), ("suspended", "Wait"), ("done", "Child"), ("failed", "Fail") })
        {
            await durable.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(id));
        }

        await durable.Client.Entities.SignalEntityAsync(Entity, "touch");
        await durable.SettleAsync();
        await durable.Client.SuspendInstanceAsync("suspended");
        await durable.SettleAsync();
        return durable;
    }

    /// <summary>An instance whose status allows the call.</summary>
    public static string InstanceFor(string method) => method switch
    {
        "ResumeInstanceAsync" => "suspended",
        "RewindInstanceAsync" => "failed",
        "WaitForInstanceCompletionAsync" or "RestartAsync" or "PurgeInstanceAsync" => "done",
        _ => "running",
    };

    /// <summary>Calls, and waits for what comes back: a task, or all pages.</summary>
    public static async Task CallAsync(object target, MethodInfo method, string instanceId = "running")
    {
        switch (Invoke(target, method, instanceId))
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<object> pages:
                await foreach (var value in pages)
                {
                    Assert.NotNull(value);
                }

                break;
        }
    }

    private static object? Invoke(object target, MethodInfo method, string instanceId)
    {
        var closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(object)) : method;
        try
        {
            return closed.Invoke(target, [.. closed.GetParameters().Select(parameter => Value(parameter, instanceId))]);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    private static object? Value(ParameterInfo parameter, string instanceId) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => parameter.Name switch
        {
            "instanceId" => instanceId,
            "operationName" => "touch",
            "version" => "1.0",
            "lastInstanceKey" => null,
            _ => "text",
        },
        var type when type == typeof(TaskName) => new TaskName(
            string.Equals(parameter.Name, "orchestratorName", StringComparison.Ordinal) || parameter.Member.Name.Contains("Orchestration", StringComparison.Ordinal) ? "Child" : "Work"),
        var type when type == typeof(EntityInstanceId) => Entity,
        var type when type == typeof(EntityInstanceId[]) || type == typeof(IEnumerable<EntityInstanceId>) => new[] { Entity },
        var type when type == typeof(DateTime) => new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc),
        var type when type == typeof(TimeSpan) => TimeSpan.FromMinutes(1),
        var type when type == typeof(Type) => typeof(string),
        var type when type == typeof(PurgeInstancesFilter) => new PurgeInstancesFilter(DateTimeOffset.MinValue),
        var type when type == typeof(ContinueAsNewOptions) => new ContinueAsNewOptions(),
        var type when type == typeof(int) => 10,
        { IsValueType: true } type => Activator.CreateInstance(type),
        _ => null,
    };

    private static FunctionSet Functions() => new FunctionSet()
        .Activity<object, string>("Work", _ => "worked")
        .Entity<ThingEntity>("thing")
        .Orchestrator("Child", _ => Task.CompletedTask)
        .Orchestrator("Fail", _ => throw new FormatException("failed"))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<object>("text"))
        .Orchestrator("CallContext", context => CallInsideAsync(context, typeof(TaskOrchestrationContext), context))
        .Orchestrator("CallEntities", context => CallInsideAsync(context, typeof(TaskOrchestrationEntityFeature), context.Entities))
        .Orchestrator("CallFromEntity", context => context.Entities.CallEntityAsync(Entity, "call", context.GetInput<string>()));

    private static async Task CallInsideAsync(TaskOrchestrationContext context, Type type, object target)
    {
        if (context.GetInput<string>() is not { } member)
        {
            // The generation after ContinueAsNew.
            return;
        }

        var method = Find(type, member);
        var call = CallAsync(target, method);
        if (method.Name.StartsWith("WaitForExternalEvent", StringComparison.Ordinal))
        {
            // Comes back to itself; a wait alone would never end.
            context.SendEvent(context.InstanceId, "text", "here");
        }

        await call;
    }

    private sealed class ThingEntity : ITaskEntity
    {
        public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
        {
            if (!string.Equals(operation.Name, "call", StringComparison.Ordinal))
            {
                operation.State.SetState("touched");
                return null;
            }

            var member = operation.GetInput<string>()!;
            foreach (var target in new object[] { operation, operation.Context, operation.State })
            {
                var type = target is TaskEntityOperation ? typeof(TaskEntityOperation) : target is TaskEntityContext ? typeof(TaskEntityContext) : typeof(TaskEntityState);
                if (member.StartsWith(type.Name, StringComparison.Ordinal))
                {
                    await CallAsync(target, Find(type, member));
                }
            }

            return null;
        }
    }
}
