using Expenses.Engine.Tests.Store;
using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Expenses.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Engine.Tests;

/// <summary>When the disk is behind, no more steps are taken than a bound.</summary>
public sealed class BackPressureTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_step_after_a_thousand_uncommitted_ones_holds_its_worker_until_it_is_on_disk()
    {
        using var file = new DatabaseFile(_folder.Main);
        using var stores = new StorePool(file);
        using var commits = new HeldQueue();
        var turns = new ByHand();
        var scheduler = new StepScheduler(
            new OneCommitEach(), new InboxPages(stores, 1000), commits, turns, new CacheLimit(0, () => false), TimeProvider.System, NullLogger.Instance);
        scheduler.Start([], 0);
        for (var i = 0; i <= StepScheduler.MaxUncommitted; i++)
        {
            scheduler.Deliver(new Delivery($"instance-{i}", DeliverySource.Activity, i, null, "result"));
        }

        var steps = turns.Ready.ConvertAll(turns.Step);

        Assert.All(steps.SkipLast(1), step => Assert.True(step.IsCompleted));
        Assert.False(steps[^1].IsCompleted);
        commits.SucceedAll();
        await Task.WhenAll(steps).WaitAsync(Eventually.DefaultDeadline);
        // The others have freed their workers long ago; their ends come by themselves.
        await Eventually.TrueAsync(() => scheduler.IsIdleWith(() => true));
    }

    /// <summary>The same with threads: the disk stands still until the bound is reached, and is never further behind.</summary>
    [Fact]
    public async Task With_a_slow_disk_the_engine_is_never_further_ahead_than_the_bound()
    {
        const int Workers = 4;
        const int Instances = 2 * StepScheduler.MaxUncommitted;
        using var disk = new SlowDisk();
        var functions = new TestFunctions().Orchestrator("Main", _ =>
        {
            disk.StepTaken();
            return Task.CompletedTask;
        });
        await using var engine = new DurableEngine(
            new DurableEngineOptions { DatabasePath = _folder.Main, SyncsCommits = false, MaxConcurrentOrchestrators = Workers, CommitHook = disk },
            functions,
            TimeProvider.System,
            NullLoggerFactory.Instance);
        var ids = Enumerable.Range(0, Instances).Select(i => $"main-{i}").ToList();
        await Task.WhenAll(ids.Select(id => engine.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions(id))));

        disk.Stop(StepScheduler.MaxUncommitted);
        await engine.StartAsync(CancellationToken.None);
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        await Task.WhenAll(ids.Select(id => engine.Client.WaitForInstanceCompletionAsync(id, deadline.Token)));

        Assert.InRange(disk.FurthestAhead, StepScheduler.MaxUncommitted, StepScheduler.MaxUncommitted + Workers);
    }

    /// <summary>Counts steps that are not on disk, and lets none get there before there are enough of them.</summary>
    private sealed class SlowDisk : ICommitHook, IDisposable
    {
        private readonly Lock _gate = new();
        private readonly ManualResetEventSlim _enough = new(initialState: true);
        private int _ahead;
        private int _wanted = int.MaxValue;

        public int FurthestAhead { get; private set; }

        public void Stop(int wanted)
        {
            _wanted = wanted;
            _enough.Reset();
        }

        public void StepTaken()
        {
            lock (_gate)
            {
                FurthestAhead = Math.Max(FurthestAhead, ++_ahead);
                if (_ahead >= _wanted)
                {
                    _enough.Set();
                }
            }
        }

        public void Dispose() => _enough.Dispose();

        public void BeforeCommit(long number, int members) => _enough.Wait(Eventually.DefaultDeadline);

        public void AfterCommit(long number, int members)
        {
            lock (_gate)
            {
                // Before the start the commits are those of the client.
                _ahead -= _wanted == int.MaxValue ? 0 : members;
            }
        }
    }

    private sealed class OneCommitEach : IStepper
    {
        public ValueTask<StepResult> StepAsync(StepInput input) => ValueTask.FromResult(new StepResult(new Nothing(), null, []));

        public void OnDamaged(string instanceId, Exception error) => throw new InvalidOperationException(instanceId, error);
    }

    private sealed class Nothing : StepCommit
    {
        public override void Apply(StoreWriter writer)
        {
            // No writer comes here.
        }
    }

    private sealed class HeldQueue : ICommitQueue
    {
        private readonly List<PendingCommit> _waiting = [];

        public long Groups => 0;

        public long Members => 0;

        public bool IsDead => false;

        public Task CommitAsync(ICommit commit)
        {
            var pending = new PendingCommit(commit);
            _waiting.Add(pending);
            return pending.Done;
        }

        public void SucceedAll() => _waiting.ForEach(pending => pending.Succeed());

        public void Dispose() => _waiting.Clear();
    }

    private sealed class ByHand : ITurns
    {
        private Func<Mailbox, Task> _step = _ => throw new InvalidOperationException("not started");

        public List<Mailbox> Ready { get; } = [];

        public Task Step(Mailbox mailbox) => _step(mailbox);

        public void Add(Mailbox mailbox) => Ready.Add(mailbox);

        public void Start(Func<Mailbox, Task> step) => _step = step;

        public Task StopAsync() => Task.CompletedTask;
    }
}
