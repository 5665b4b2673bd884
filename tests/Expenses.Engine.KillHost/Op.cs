namespace Expenses.Engine.KillHost;

internal enum OpKind
{
    /// <summary>One activity.</summary>
    Call,

    /// <summary>A activities at once.</summary>
    FanOut,

    /// <summary>An activity that fails at its first A runs, with a retry policy.</summary>
    Flaky,

    /// <summary>The same with a retry handler.</summary>
    FlakyHandled,

    /// <summary>An activity that always fails; the failure is caught.</summary>
    Broken,

    /// <summary>A timer of A milliseconds.</summary>
    Timer,

    /// <summary>A sub-orchestration with the inner ops.</summary>
    Child,

    /// <summary>A sub-orchestration that fails; the failure is caught.</summary>
    BadChild,

    /// <summary>Calls account A to add B.</summary>
    Add,

    /// <summary>Signals account A to add B.</summary>
    Signal,

    /// <summary>Signals account A to add B a few milliseconds later.</summary>
    SignalLater,

    /// <summary>Locks account A and its neighbour and moves B between them.</summary>
    Move,

    /// <summary>Waits for an event from outside.</summary>
    Wait,

    /// <summary>Sends an event to the collector.</summary>
    Tell,

    /// <summary>Continues as new with what is left.</summary>
    Next,
}

/// <summary>One thing a job does; what the numbers mean depends on the kind.</summary>
internal sealed record Op(OpKind Kind, int A = 0, int B = 0, IReadOnlyList<Op>? Inner = null);

/// <summary>Input of a job: what it does, how far earlier generations have come, and with which result.</summary>
internal sealed record JobState(IReadOnlyList<Op> Ops, int At = 0, long Sum = 0);
