namespace Expenses.Connectors.Sandbox.Ledger.Traffic;

/// <summary>The fault one ledger has been given. It lives in the process like the quota: a restart ends it.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock _gate = new();
    private SandboxFault _fault = SandboxFault.None;

    public SandboxFault Fault
    {
        get
        {
            lock (_gate)
            {
                return _fault;
            }
        }

        set
        {
            lock (_gate)
            {
                _fault = value;
            }
        }
    }

    /// <summary>Lets a request pass.</summary>
    /// <exception cref="LedgerException">It is refused.</exception>
    /// <exception cref="InvalidDataException">It is answered with what nobody expected.</exception>
    public void Pass(bool writes)
    {
        lock (_gate)
        {
            if (_fault is { Kind: not SandboxFaultKind.None, AfterWrites: > 0 })
            {
                _fault = writes ? _fault with { AfterWrites = _fault.AfterWrites - 1 } : _fault;
                return;
            }
        }

        if (FailureOf(Fault.Kind) is { } failure)
        {
            throw failure;
        }
    }

    private static Exception? FailureOf(SandboxFaultKind kind) => kind switch
    {
        SandboxFaultKind.SubscriptionLapsed => new LedgerException(
            LedgerError.SubscriptionLapsed, "subscription_lapsed", "The subscription of these books has lapsed; its owner has to renew it."),
        SandboxFaultKind.AccessRevoked => new LedgerException(
            LedgerError.AccessRevoked, "access_revoked", "The owner of these books has withdrawn the access to them."),
        SandboxFaultKind.Unavailable => new LedgerException(
            LedgerError.Unavailable, "unavailable", "The ledger is not available; nothing was done."),
        SandboxFaultKind.Broken => new InvalidDataException("The ledger's answer is not one that it is known to give."),
        _ => null,
    };
}
