using System.Collections.Concurrent;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Traffic;

namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>
/// What this process remembers of one ledger. All of it can be lost: rows and their ETags decide what is true.
/// </summary>
internal sealed class LedgerSession(LedgerName name, SandboxOptions options)
{
    public LedgerName Name { get; } = name;

    public RequestMeter Meter { get; } = new(options.RequestsPerMinute, options.ConcurrentRequests);

    public FaultSwitch Faults { get; } = new();

    /// <summary>The chart as last read, and when.</summary>
    public CachedBooks? Books { get; set; }

    /// <summary>The head row as last read or written.</summary>
    public LedgerHead? Head { get; set; }

    /// <summary>
    /// One writer of this process at a time: writers of one ledger would only make each other's head row stale. It is
    /// never disposed; without a wait handle it holds nothing.
    /// </summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);
}

/// <summary>The sessions of this process, one for each ledger it has met.</summary>
internal sealed class LedgerSessions(SandboxOptions options)
{
    private readonly ConcurrentDictionary<LedgerName, LedgerSession> _sessions = new();

    public LedgerSession Of(LedgerName name) => _sessions.GetOrAdd(name, static (key, settings) => new LedgerSession(key, settings), options);
}
