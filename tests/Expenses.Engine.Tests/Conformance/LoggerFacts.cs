using Expenses.Engine.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The logger of an orchestrator: durable-semantics §9, last line.</summary>
public sealed class LoggerFacts : ConformanceSuite
{
    private static Type Own => typeof(LoggerFacts);

    [Theory, Rule("9", "logger")]
    public async Task A_line_is_written_once_however_often_the_code_is_replayed(Memory memory)
    {
        var lines = await LinesAsync(memory, context => context.CreateReplaySafeLogger("Mine"));

        Assert.Equal(["before", "between", "after"], lines);
    }

    [Theory, Rule("9", "logger-kinds")]
    public async Task Every_way_to_make_a_logger_is_safe(Memory memory)
    {
        Assert.Equal(["before", "between", "after"], await LinesAsync(memory, context => context.CreateReplaySafeLogger(Own), typeof(LoggerFacts).FullName!));
        Assert.Equal(["before", "between", "after"], await LinesAsync(memory, context => context.CreateReplaySafeLogger<LoggerFacts>(), typeof(LoggerFacts).FullName!));
        Assert.Equal(["before", "between", "after"], await LinesAsync(memory, context => context.ReplaySafeLoggerFactory.CreateLogger("Mine")));
    }

    [Theory, Rule("9", "logger-enabled")]
    public async Task While_replaying_a_level_is_enabled_all_the_same(Memory memory)
    {
        var seen = new List<(bool Replaying, bool Enabled)>();
        using var loggers = new ListLoggerFactory();
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            seen.Add((context.IsReplaying, context.CreateReplaySafeLogger("Mine").IsEnabled(LogLevel.Information)));
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        }), loggers: loggers);
        await BeginAsync(durable);
        await durable.RestartAsync();
        await durable.EndAsync("main");

        Assert.Contains((true, true), seen);
        Assert.All(seen, look => Assert.True(look.Enabled));
    }

    private static async Task<List<string>> LinesAsync(Memory memory, Func<TaskOrchestrationContext, ILogger> create, string category = "Mine")
    {
        using var loggers = new ListLoggerFactory();
        await using var durable = await StartAsync(memory, Functions.Orchestrator("Main", async context =>
        {
            var logger = create(context);
            Say(logger, "before");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            Say(logger, "between");
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            Say(logger, "after");
        }), loggers: loggers);
        await BeginAsync(durable);
        await durable.RestartAsync();
        await durable.EndAsync("main");
        return [.. loggers.Lines(category)];
    }

    private static void Say(ILogger logger, string text) => logger.Log(LogLevel.Information, default, text, null, static (line, _) => line);
}
