using System.Diagnostics.CodeAnalysis;
using Expenses.LocalHost.Durable.Driving;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Simulation;

/// <summary>Holds everything back that a worker could do next.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The engine owns the queue it asked for.")]
internal sealed class SimulatedDriver(Trace trace, int thread, bool inOrder) : IEngineDriver
{
    private readonly HeldTurns _turns = new();
    private HeldMessages? _messages;
    private HeldCommits? _commits;

    public HeldActivities Activities { get; } = new(thread);

    public bool AnyChoice => _messages!.Any || _turns.Any || Activities.Any || _commits!.Any;

    public IEnumerable<Choice> Choices() => [.. _commits!.Choices(), .. _turns.Choices(), .. _messages!.Choices(), .. Activities.Choices()];

    public ICommitQueue OpenCommits(StoreWriter writer, IEffectSink sink, ICommitHook? hook)
        => _commits = new HeldCommits(writer, sink, hook, trace);

    public IMessageSink Before(IMessageSink mailboxes) => _messages = new HeldMessages(mailboxes, NoteResult, inOrder);

    public ITurns OpenTurns() => _turns;

    public void Run(ActivityRow activity, IThreadPoolWorkItem work) => Activities.Add(activity, work);

    private void NoteResult(Delivery delivery)
    {
        if (delivery.Source == DeliverySource.Activity)
        {
            Activities.Ended(delivery.Row);
        }
    }
}
