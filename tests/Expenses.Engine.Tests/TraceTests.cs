using System.Diagnostics;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests;

/// <summary>Spans have the names, kinds, tags and parents of the original engine (DurableTask.Core, TraceHelper).</summary>
[Collection(nameof(TraceTests))]
public sealed class TraceTests
{
    [Fact]
    public async Task An_orchestration_and_its_calls_are_one_tree()
    {
        using var trace = new SpanListener();
        await using var engine = await TestEngine.StartAsync(Functions());

        await engine.RunAsync("Parent", 1, "tree");
        await engine.IdleAsync();

        var create = trace.One("create_orchestration:Parent", ActivityKind.Producer);
        var parent = trace.One("orchestration:Parent", ActivityKind.Server);
        var call = trace.One("activity:Work", ActivityKind.Client);
        var run = trace.One("activity:Work", ActivityKind.Server);
        var childCall = trace.One("orchestration:Child", ActivityKind.Client);
        var child = trace.One("orchestration:Child", ActivityKind.Server);
        var timer = trace.One("orchestration:Parent:timer", ActivityKind.Internal);
        Assert.Equal(trace.Root, create.ParentSpanId);
        Assert.Equal(create.SpanId, parent.ParentSpanId);
        Assert.Equal(parent.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, run.ParentSpanId);
        Assert.Equal(parent.SpanId, childCall.ParentSpanId);
        Assert.Equal(childCall.SpanId, child.ParentSpanId);
        Assert.Equal(parent.SpanId, timer.ParentSpanId);
        Assert.Equal(7, trace.Spans.Count);
        Assert.Equal("tree", parent.GetTagItem("durabletask.task.instance_id"));
        Assert.Equal("Completed", parent.GetTagItem("durabletask.task.status"));
        Assert.Equal("activity", run.GetTagItem("durabletask.type"));
        Assert.Equal("Work", run.GetTagItem("durabletask.task.name"));
        Assert.Equal(0, run.GetTagItem("durabletask.task.task_id"));
        Assert.Equal(TimeSpan.FromHours(1), timer.Duration);
        Assert.True(parent.Duration >= timer.Duration);
    }

    [Fact]
    public async Task A_failure_marks_the_activity_its_call_and_the_orchestration()
    {
        using var trace = new SpanListener();
        await using var engine = await TestEngine.StartAsync(Functions());

        await engine.RunAsync("Breaks");

        Assert.Equal(ActivityStatusCode.Error, trace.One("activity:Throw", ActivityKind.Server).Status);
        Assert.Equal("out of paper", trace.One("activity:Throw", ActivityKind.Client).StatusDescription);
        Assert.Equal("Failed", trace.One("orchestration:Breaks", ActivityKind.Server).GetTagItem("durabletask.task.status"));
        Assert.Equal(ActivityStatusCode.Error, trace.One("orchestration:Breaks", ActivityKind.Server).Status);
    }

    [Fact]
    public async Task After_a_restart_activities_and_orchestrations_find_their_parents_again()
    {
        using var trace = new SpanListener();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Activity<int, int>("Slow", async (value, cancellation) =>
            {
                started.TrySetResult();
                await open.Task.WaitAsync(cancellation);
                return value;
            })
            .Orchestrator("Main", context => context.CallActivityAsync<int>("Slow", 1));
        await using var engine = await TestEngine.StartAsync(
            functions, path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false, StopGrace = TimeSpan.Zero });
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Main");
        await started.Task;
        await engine.RestartAsync();
        open.SetResult();
        await engine.CompletedAsync(id);

        var call = trace.One("activity:Slow", ActivityKind.Client);
        Assert.All(
            trace.Spans.Where(span => span.DisplayName == "activity:Slow" && span.Kind == ActivityKind.Server),
            run => Assert.Equal(call.SpanId, run.ParentSpanId));
        Assert.Equal(trace.One("orchestration:Main", ActivityKind.Server).SpanId, call.ParentSpanId);
    }

    [Fact]
    public async Task Events_and_entities_have_spans_too()
    {
        using var trace = new SpanListener();
        await using var engine = await TestEngine.StartAsync(Functions());
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Counts");
        await engine.Client.RaiseEventAsync(id, "Go", 1);
        await engine.CompletedAsync(id);
        await engine.Client.Entities.SignalEntityAsync(new EntityInstanceId("total", "a"), "Add", 2);
        await engine.IdleAsync();

        var orchestration = trace.One("orchestration:Counts", ActivityKind.Server);
        Assert.Equal(id, trace.One("orchestration_event:Go", ActivityKind.Producer).GetTagItem("durabletask.event.target_instance_id"));
        Assert.Equal(orchestration.SpanId, trace.One("entity:total:Add", ActivityKind.Server).ParentSpanId);
        Assert.Equal(trace.One("entity:total:Add", ActivityKind.Producer).SpanId, trace.One("entity:total:Add", ActivityKind.Consumer).ParentSpanId);
    }

    [Fact]
    public async Task Every_generation_is_a_span()
    {
        using var trace = new SpanListener();
        await using var engine = await TestEngine.StartAsync(new TestFunctions().Orchestrator("Again", context =>
        {
            if (context.GetInput<int>() < 2)
            {
                context.ContinueAsNew(context.GetInput<int>() + 1);
            }

            return Task.FromResult(0);
        }));

        await engine.RunAsync("Again", 0);

        var statuses = trace.Spans.Where(span => span.DisplayName == "orchestration:Again").Select(span => span.GetTagItem("durabletask.task.status"));
        Assert.Equal(["ContinuedAsNew", "ContinuedAsNew", "Completed"], statuses);
    }

    [Fact]
    public async Task Untraced_instances_carry_nothing()
    {
        await using var engine = await TestEngine.StartAsync(Functions());
        Assert.False(DurableTrace.IsOn);

        await engine.RunAsync("Parent", 1, "quiet");
        using var trace = new SpanListener();
        await engine.RunAsync("Parent", 1, "traced");
        await engine.DownAsync();

        Assert.DoesNotContain("TraceParent", Stored(engine, "quiet"), StringComparison.Ordinal);
        Assert.Contains("TraceParent", Stored(engine, "traced"), StringComparison.Ordinal);
    }

    [Fact]
    public void Span_ids_of_one_execution_differ_and_follow_from_it()
    {
        const string Execution = "00112233445566778899aabbccddeeff";
        var ids = Enumerable.Range(-1, 1000).Select(task => SpanIds.OfCall(Execution, task)).ToList();

        Assert.Equal("8899aabbccddeeff", SpanIds.OfExecution(Execution).ToHexString());
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private static string Stored(TestEngine engine, string id)
        => new LocalHost.Commands.InstanceReports(engine.DatabasePath).History(id, json: true);

    private static TestFunctions Functions() => new TestFunctions()
        .Activity<int, int>("Work", value => value)
        .Activity<int, int>("Throw", _ => throw new InvalidOperationException("out of paper"))
        .Entity<Total>("total")
        .Orchestrator("Parent", async context =>
        {
            await context.CallActivityAsync<int>("Work", 1);
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await context.CallSubOrchestratorAsync<int>("Child", 2);
        })
        .Orchestrator("Child", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Breaks", context => context.CallActivityAsync<int>("Throw", 1))
        .Orchestrator("Counts", async context =>
        {
            var amount = await context.WaitForExternalEvent<int>("Go");
            return await context.Entities.CallEntityAsync<int>(new EntityInstanceId("total", "a"), "Add", amount);
        });

    private sealed class Total : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;
    }
}

/// <summary>A listener is for the whole process: while one is on, no other test may say that none is.</summary>
[CollectionDefinition(nameof(TraceTests), DisableParallelization = true)]
public sealed class TraceTestsRunAlone;
