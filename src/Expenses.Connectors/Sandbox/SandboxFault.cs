namespace Expenses.Connectors.Sandbox;

/// <summary>How a sandbox ledger misbehaves until it is told otherwise, to show what a sync makes of it.</summary>
/// <param name="Kind">What happens to requests.</param>
/// <param name="AfterWrites">How many writing requests are still carried out before; 0 for from the next request on.</param>
public sealed record SandboxFault(SandboxFaultKind Kind, int AfterWrites = 0)
{
    /// <summary>The ledger behaves.</summary>
    public static SandboxFault None { get; } = new(SandboxFaultKind.None);
}

/// <summary>What happens to requests.</summary>
public enum SandboxFaultKind
{
    /// <summary>They are carried out.</summary>
    None,

    /// <summary>They are refused: the books' owner stopped paying for them (4260).</summary>
    SubscriptionLapsed,

    /// <summary>They are refused: the books' owner withdrew the access (4220).</summary>
    AccessRevoked,

    /// <summary>They fail before anything is done, each time anew.</summary>
    Unavailable,

    /// <summary>They are answered with what nobody expected (5000).</summary>
    Broken,
}
