using System.Globalization;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Simulation;

/// <summary>
/// Steps that wait for the disk. What a test's own client writes gets there at once, so that its call ends when it returns;
/// what a <see cref="ClientScript"/> writes waits in the same queue.
/// </summary>
internal sealed class HeldCommits : ICommitQueue, IEffectSink
{
    private const int SmallGroups = 3;

    private static readonly AsyncLocal<bool> AreClientsHeld = new();

    private readonly List<PendingCommit> _waiting = [];
    private readonly GroupWriter _groups;
    private readonly InlineCommitQueue _inline;
    private readonly IEffectSink _sink;
    private readonly Trace _trace;
    private IReadOnlyList<ICommit> _committing = [];

    public HeldCommits(StoreWriter writer, IEffectSink sink, ICommitHook? hook, Trace trace)
    {
        _groups = new GroupWriter(writer, this, hook);
        _inline = new InlineCommitQueue(_groups);
        _sink = sink;
        _trace = trace;
    }

    public long Groups => _groups.Groups;

    public long Members => _groups.Members;

    public bool IsDead => _groups.IsDead;

    public bool Any => _waiting.Count > 0;

    /// <summary>From here to the disposal, what this flow of calls writes waits for a choice.</summary>
    public static IDisposable HoldClients() => new Hold();

    /// <summary>Small groups, and all at once.</summary>
    public IEnumerable<Choice> Choices()
    {
        for (var size = 1; size <= _waiting.Count; size = size < SmallGroups || size == _waiting.Count ? size + 1 : _waiting.Count)
        {
            var taken = size;
            var text = string.Create(CultureInfo.InvariantCulture, $"commit {taken} of {_waiting.Count}");
            yield return new Choice(ChoiceKind.Commit, text, () => Commit(TakeOldest(taken)));
        }

        if (_waiting.Count > 0)
        {
            yield return new Choice(ChoiceKind.FailCommit, "fail commit", () => TakeOldest(1)[0].Fail(new IOException("The disk refused.")));
        }
    }

    public Task CommitAsync(ICommit commit)
    {
        if (commit is not StepCommit && !AreClientsHeld.Value)
        {
            _committing = [commit];
            return _inline.CommitAsync(commit);
        }

        var pending = new PendingCommit(commit);
        _waiting.Add(pending);
        return pending.Done;
    }

    public void OnCommitted(IReadOnlyList<Effect> effects)
    {
        _trace.Committed(_committing, effects);
        _sink.OnCommitted(effects);
    }

    public void Dispose() => _inline.Dispose();

    private List<PendingCommit> TakeOldest(int count)
    {
        var group = _waiting.GetRange(0, count);
        _waiting.RemoveRange(0, count);
        return group;
    }

    private void Commit(List<PendingCommit> group)
    {
        _committing = group.ConvertAll(pending => pending.Commit);
        _groups.Commit(group);
    }

    private sealed class Hold : IDisposable
    {
        public Hold() => AreClientsHeld.Value = true;

        public void Dispose() => AreClientsHeld.Value = false;
    }
}
