using Expenses.LocalHost.Durable.Activities;
using Expenses.LocalHost.Durable.Client;
using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Entities;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Durable.Timers;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable;

/// <summary>Keeps orchestrations, entities, activities and timers going, with every step one atomic commit in SQLite.</summary>
internal sealed class DurableEngine : IAsyncDisposable, IEffectSink, IStepper
{
    private readonly DurableEngineOptions _options;
    private readonly DatabaseFile _file;
    private readonly StorePool _stores;
    private readonly ICommitQueue _commits;
    private readonly StepScheduler _scheduler;
    private readonly IMessageSink _messages;
    private readonly ActivityDispatcher _activities;
    private readonly TimerService _timers;
    private readonly OrchestrationStepper _orchestrations;
    private readonly EntityStepper _entities;
    private readonly InstanceWaiters _waiters = new();
    private readonly (long Inbox, long Activities) _stored;
    private bool _started;
    private bool _stopped;

    /// <summary>Opens or creates the database; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <exception cref="Store.Damage.RefusedStoreException">The file is damaged, foreign, or of a newer program.</exception>
    public DurableEngine(DurableEngineOptions options, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _file = new DatabaseFile(options.DatabasePath, options.SyncsCommits);
        var services = new OrchestrationServices(options, functions, loggers);
        var writer = OpenWriter(_file);
        _stored = (writer.LastRow("inbox"), writer.LastRow("activities"));
        _stores = new StorePool(_file);
        var driver = options.Driver ?? new ThreadedDriver(options.MaxConcurrentOrchestrators);
        _commits = driver.OpenCommits(writer, this, options.CommitHook);
        var cacheLimit = new CacheLimit(options.MaxCachedInstances, options.IsMemoryScarce);
        _scheduler = new StepScheduler(
            this, new InboxPages(_stores, options.MaxMessagesInMemory), _commits, driver.OpenTurns(), cacheLimit, time, loggers.CreateLogger<StepScheduler>());
        _messages = driver.Before(_scheduler);
        _activities = new ActivityDispatcher(services, _stores, driver, _messages, time);
        _timers = new TimerService(_stores, _messages, time, _waiters.Fail, loggers.CreateLogger<TimerService>());
        _orchestrations = new OrchestrationStepper(services, _stores, time, execution => _scheduler.Nudge(execution.InstanceId));
        _entities = new EntityStepper(services, _stores, time);
        Client = new LocalDurableTaskClient(services, _stores, _commits, _waiters, time);
    }

    /// <summary>Starts, watches and steers instances; usable from the constructor to the disposal, started or not.</summary>
    public DurableTaskClient Client { get; }

    /// <summary>Transactions, and the sets of writes in them.</summary>
    public (long Transactions, long Commits) CommitCounts => (_commits.Groups, _commits.Members);

    /// <summary>Instances and entities in memory.</summary>
    public int CachedInstances => _scheduler.Cached;

    /// <summary>The stored history of an instance; empty when there is none.</summary>
    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => _stores.Read(store => store.ReadHistory(instanceId));

    /// <summary>Messages in memory that no step has taken; the rest of them is in the store.</summary>
    public int MessagesInMemory => _scheduler.Messages;

    /// <summary>True when nothing happens before a message, a timer or a client comes.</summary>
    public bool IsIdle => _scheduler.IsIdleWith(() => _activities.IsIdle);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_started)
        {
            throw new InvalidOperationException("The durable engine has been started before.");
        }

        _started = true;
        var owners = _stores.Read(store => store.ReadInboxOwners(_stored.Inbox));
        _scheduler.Start(owners, _stored.Inbox);
        _activities.Start(_stored.Activities);
        _timers.Start();
        return Task.CompletedTask;
    }

    /// <summary>Lets running steps end; activities that outlast the grace are left and run again after a restart.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _timers.Stop();
        await _activities.StopAsync(_options.StopGrace);
        var untaken = await _scheduler.StopAsync();
        if (untaken.Count > 0)
        {
            await _commits.CommitAsync(new KeepResults(untaken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync(CancellationToken.None);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>
    /// For a driver with one thread: lets go of the file as the death of the process would. Nothing is waited for, and what
    /// was not on disk is lost.
    /// </summary>
    public void Abandon()
    {
        _stopped = true;
        _timers.Stop();
        Close();
    }

    private void Close()
    {
        _commits.Dispose();
        _stores.Dispose();
        _timers.Dispose();
        _activities.Dispose();
        _file.Dispose();
    }

    private static StoreWriter OpenWriter(DatabaseFile file)
    {
        try
        {
            return new StoreWriter(file.OpenWriter());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    ValueTask<StepResult> IStepper.StepAsync(StepInput input)
        => MessageBody.IsEntity(input.InstanceId) ? _entities.StepAsync(input) : ValueTask.FromResult(_orchestrations.Step(input));

    void IStepper.OnDamaged(string instanceId, Exception error) => _waiters.Fail(instanceId, error);

    void IEffectSink.OnCommitted(IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Delivered delivered:
                    _messages.Deliver(delivered.Delivery);
                    break;
                case ActivityScheduled scheduled:
                    _activities.Enqueue(scheduled.Activity);
                    break;
                case TimerArmed armed:
                    _timers.Arm(armed.Timer);
                    break;
                case TimerGone gone:
                    _timers.Forget(gone.Row);
                    break;
                case InstanceReset reset:
                    _messages.Reset(reset.InstanceId);
                    break;
                case StatusChanged changed:
                    _waiters.OnStatus(changed.InstanceId, changed.Status);
                    break;
            }
        }
    }
}
