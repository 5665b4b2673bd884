namespace Expenses.Connectors.Sandbox.Ledger.Traffic;

/// <summary>
/// Counts one ledger's requests: those of the last minute and those in flight. It lives in the process, not in the
/// table: a ledger is worked on by one process on one machine, and counting there would double the calls of every
/// request. On several instances each grants the quota by itself, which a ledger to try things on can live with.
/// </summary>
internal sealed class RequestMeter(int perWindow, int concurrent)
{
    private static readonly TimeSpan WaitForSlot = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _taken = new();
    private int _inFlight;
    private int _writes;

    /// <summary>Takes a permit and a slot.</summary>
    /// <exception cref="LedgerException">There is none.</exception>
    public void Enter(DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out var oldest) && oldest <= now - SandboxLimits.QuotaWindow)
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= perWindow)
            {
                throw new LedgerException(
                    LedgerError.TooManyRequests,
                    "quota",
                    $"The quota of {perWindow} requests a minute is used up.",
                    _taken.Peek() + SandboxLimits.QuotaWindow - now);
            }

            if (_inFlight >= concurrent)
            {
                throw new LedgerException(
                    LedgerError.TooManyRequests, "concurrency", $"More than {concurrent} requests at the same time.", WaitForSlot);
            }

            _taken.Enqueue(now);
            _inFlight++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inFlight--;
        }
    }

    /// <summary>The number of this writing request, from 1.</summary>
    public int NextWrite() => Interlocked.Increment(ref _writes);
}
