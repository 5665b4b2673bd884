using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Tests.Support;

/// <summary>An engine on a file of its own, with a clock that jumps to the next timer when nothing else happens.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("engine-").FullName;
    private readonly Func<string, DurableEngineOptions> _options;
    private DurableEngine? _engine;

    private TestEngine(TestFunctions functions, Func<string, DurableEngineOptions>? options)
    {
        Functions = functions;
        // The tests' deaths are those of processes: what a commit has written outlives them without a sync, which only takes time.
        _options = options ?? (path => new DurableEngineOptions { DatabasePath = path, SyncsCommits = false });
    }

    public TestFunctions Functions { get; set; }

    public ManualTime Time { get; } = new();

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public string DatabasePath => Path.Combine(_directory, "durable.db");

    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("The engine is down.");

    public DurableTaskClient Client => Engine.Client;

    public static Task<TestEngine> StartAsync(TestFunctions functions, DurableEngineOptionsChange? change = null)
        => StartAsync(functions, NullLoggerFactory.Instance, change);

    public static async Task<TestEngine> StartAsync(TestFunctions functions, ILoggerFactory loggers, DurableEngineOptionsChange? change = null)
    {
        var test = new TestEngine(functions, change is null ? null : path => change(path)) { Loggers = loggers };
        await test.UpAsync();
        return test;
    }

    /// <summary>Opens the same file again, after <see cref="DownAsync"/> or a crash.</summary>
    public async Task UpAsync(Func<string, DurableEngineOptions>? options = null)
    {
        _engine = new DurableEngine((options ?? _options)(DatabasePath), Functions, Time, Loggers);
        await _engine.StartAsync(CancellationToken.None);
    }

    public async Task DownAsync()
    {
        if (_engine is { } engine)
        {
            _engine = null;
            await engine.DisposeAsync();
        }
    }

    /// <summary>Lets go of an engine whose commits have stopped for good.</summary>
    public async Task CrashAsync()
    {
        try
        {
            await DownAsync();
        }
        catch (ProcessDiedException)
        {
            // The stop wanted to write, too: too late, as in a killed process.
        }
    }

    /// <summary>True when nothing happens any more, whatever time passes.</summary>
    public bool IsOver => Engine.IsIdle && !Time.HasAlarm;

    /// <summary>Moves the clock to the next alarm when nothing else happens.</summary>
    public void JumpIfIdle()
    {
        if (Engine.IsIdle)
        {
            Time.AdvanceToNextAlarm(DateTimeOffset.MaxValue);
        }
    }

    public async Task RestartAsync()
    {
        await DownAsync();
        await UpAsync();
    }

    /// <summary>Starts an instance and lets the clock run until it has ended.</summary>
    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null, string? instanceId = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, instanceId is null ? null : new StartOrchestrationOptions(instanceId));
        return await CompletedAsync(id);
    }

    /// <summary>Lets the clock run until an instance has ended, and no further. Others may still have something to do.</summary>
    public async Task<OrchestrationMetadata> CompletedAsync(string instanceId)
    {
        var ended = Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true);
        // The status is there before the wait for it comes back, which takes a moment: not one in which time may pass.
        await PassTimeAsync(
            () => ended.IsCompleted, async () => await Client.GetInstanceAsync(instanceId) is { IsCompleted: true }, DateTimeOffset.MaxValue);
        return await ended;
    }

    /// <summary>Lets the clock jump from alarm to alarm until the condition holds while the engine has nothing to do.</summary>
    public Task PassTimeUntilAsync(Func<Task<bool>> condition) => PassTimeAsync(() => false, condition, DateTimeOffset.MaxValue);

    /// <summary>Lets a span of the test's time pass, with all that is due in it.</summary>
    public async Task PassTimeAsync(TimeSpan span)
    {
        var limit = Time.GetUtcNow() + span;
        bool Passed() => Time.GetUtcNow() >= limit;
        await PassTimeAsync(Passed, () => Task.FromResult(Passed()), limit);
        await IdleAsync();
    }

    public Task IdleAsync() => UntilAsync(() => Engine.IsIdle);

    public async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            await Task.Delay(1, deadline.Token);
        }
    }

    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            await Task.Delay(1, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task PassTimeAsync(Func<bool> done, Func<Task<bool>> doneAtRest, DateTimeOffset limit)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!done())
        {
            if (!Engine.IsIdle)
            {
                await Task.Delay(1, deadline.Token);
                continue;
            }

            if (await doneAtRest())
            {
                return;
            }

            Time.AdvanceToNextAlarm(limit);
            await Task.Yield();
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}

internal delegate DurableEngineOptions DurableEngineOptionsChange(string path);
