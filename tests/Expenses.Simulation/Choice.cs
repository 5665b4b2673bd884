namespace Expenses.Simulation;

internal enum ChoiceKind
{
    /// <summary>A message on disk, a timer that is due, or the result of an activity reaches its instance.</summary>
    Deliver,

    /// <summary>An instance takes a step with all that was delivered to it.</summary>
    Step,

    /// <summary>An activity is entered, and runs to its first incomplete await.</summary>
    Run,

    /// <summary>An activity goes on after an await that has ended.</summary>
    GoOn,

    /// <summary>The oldest waiting steps reach the disk, in one transaction.</summary>
    Commit,

    /// <summary>The disk refuses the oldest waiting step; the engine takes it again.</summary>
    FailCommit,

    /// <summary>A client makes its next call; what it writes waits for the disk as steps do.</summary>
    Client,

    /// <summary>Nothing more happens before the clock moves to the next alarm that sets something off.</summary>
    PassTime,

    /// <summary>The worker dies: what is in memory is gone, a new one opens the same store.</summary>
    Die,
}

/// <summary>Something that can happen next. The text is what stands in the trace.</summary>
internal sealed class Choice(ChoiceKind kind, Func<string> text, Action take)
{
    public Choice(ChoiceKind kind, string text, Action take)
        : this(kind, () => text, take)
    {
    }

    public ChoiceKind Kind => kind;

    // Most choices are never taken: their texts need not be made.
    public string Text => text();

    public void Take() => take();

    public override string ToString() => Text;
}
