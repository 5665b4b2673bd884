using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>ContinueAsNew: durable-semantics §7.</summary>
public sealed class GenerationFacts : ConformanceSuite
{
    [Theory, Rule("7", "last-call")]
    public async Task The_last_call_wins_and_the_code_runs_on(Memory memory)
    {
        var result = await RunAsync(memory, Functions.Orchestrator("Main", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.ContinueAsNew(5);
                context.ContinueAsNew(6);
            }

            return Task.FromResult(context.GetInput<int>());
        }), 0);

        Assert.Equal((6, "6"), (result.ReadOutputAs<int>(), result.SerializedInput));
    }

    [Theory, Rule("7", "waits-for-timer", Seen = true)]
    public async Task It_waits_for_what_is_open(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(1);
            }

            return Task.CompletedTask;
        }));
        await BeginAsync(durable, 0);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await LookAsync(durable)).RuntimeStatus);
        await durable.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal("1", (await LookAsync(durable)).SerializedInput);
    }

    [Theory, Rule("7", "throw-after", Seen = true)]
    public async Task A_function_that_throws_after_it_fails(Memory memory)
    {
        var result = await RunAsync(memory, context =>
        {
            context.ContinueAsNew(1);
            throw new FormatException("after");
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, result.RuntimeStatus);
    }

    [Theory, Rule("7", "preserve", Seen = true)]
    public async Task Unread_events_go_to_the_next_generation(Memory memory)
        => Assert.Equal("1 2", (await UnreadAsync(memory, preserve: true)).SerializedCustomStatus!.Trim('"'));

    [Theory, Rule("7", "do-not-preserve", Seen = true)]
    public async Task Or_are_dropped_when_asked(Memory memory)
        => Assert.Null((await UnreadAsync(memory, preserve: false)).SerializedCustomStatus);

    [Theory, Rule("7", "carry-over")]
    public async Task Events_after_the_call_are_carried_over_whatever_was_asked(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                return await context.WaitForExternalEvent<int>("late");
            }

            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return 0;
        }));
        await BeginAsync(durable, 0);
        await durable.Client.RaiseEventAsync("main", "late", 9);

        Assert.Equal(9, (await durable.EndAsync("main")).ReadOutputAs<int>());
    }

    [Theory, Rule("7", "custom-status", Seen = true)]
    public async Task The_custom_status_survives_until_it_is_overwritten(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus("gen0");
                context.ContinueAsNew(1);
                return;
            }

            await context.WaitForExternalEvent<int>("never");
        }));
        await BeginAsync(durable, 0);

        var instance = await LookAsync(durable);
        Assert.Equal(("\"gen0\"", OrchestrationRuntimeStatus.Running), (instance.SerializedCustomStatus, instance.RuntimeStatus));
    }

    [Theory, Rule("7", "keeps-identity")]
    public async Task Name_tags_version_and_parent_stay(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions
            .Orchestrator("Child", context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    context.ContinueAsNew(1);
                }

                return Task.FromResult($"{context.Name} {context.Version} {context.Parent?.InstanceId}");
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>("Child", 0, new SubOrchestrationOptions(instanceId: "kid") { Version = "3" })));

        Assert.Equal("Child 3 main", (await RunAsync(durable)).ReadOutputAs<string>());
    }

    [Theory, Rule("7", "new-version")]
    public async Task A_new_version_may_be_given(Memory memory)
    {
        var result = await RunAsync(memory, Functions.Orchestrator("Main", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2.0" });
            }

            return Task.FromResult(context.Version);
        }), 0);

        Assert.Equal("2.0", result.ReadOutputAs<string>());
    }

    [Theory, Rule("7", "parent-waits")]
    public async Task A_parent_waits_for_the_last_generation(Memory memory)
    {
        var result = await RunAsync(memory, Functions
            .Orchestrator("Child", async context =>
            {
                var n = context.GetInput<int>();
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                if (n < 3)
                {
                    context.ContinueAsNew(n + 1);
                }

                return n;
            })
            .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", 0)));

        Assert.Equal(3, result.ReadOutputAs<int>());
    }

    [Theory, Rule("7", "created-at")]
    public async Task CreatedAt_is_that_of_the_generation(Memory memory)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(1);
            }
        }));
        var start = durable.Now;

        Assert.Equal(start.AddHours(1), (await RunAsync(durable, 0)).CreatedAt);
    }

    private static async Task<OrchestrationMetadata> UnreadAsync(Memory memory, bool preserve)
    {
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserve);
                return;
            }

            context.SetCustomStatus($"{await context.WaitForExternalEvent<int>("n")} {await context.WaitForExternalEvent<int>("n")}");
        }));
        await BeginAsync(durable, 0);
        foreach (var (name, value) in new[] { ("n", 1), ("n", 2), ("go", 0) })
        {
            await durable.Client.RaiseEventAsync("main", name, value);
        }

        await durable.SettleAsync();
        return await LookAsync(durable);
    }
}
