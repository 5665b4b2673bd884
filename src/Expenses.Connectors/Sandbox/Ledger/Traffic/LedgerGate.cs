namespace Expenses.Connectors.Sandbox.Ledger.Traffic;

/// <summary>The way every request goes: quota, latency, and the faults that are asked for, at reproducible places.</summary>
internal sealed class LedgerGate(SandboxOptions options, TimeProvider clock)
{
    // Coprime to most spans, so latencies differ from request to request and are the same in every run.
    private const int LatencyStep = 37;

    public async Task<T> ReadAsync<T>(LedgerSession session, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        session.Meter.Enter(clock.GetUtcNow());
        try
        {
            session.Faults.Pass(writes: false);
            await DelayAsync(0, cancellationToken);
            return await work();
        }
        finally
        {
            session.Meter.Leave();
        }
    }

    public async Task<T> WriteAsync<T>(LedgerSession session, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        session.Meter.Enter(clock.GetUtcNow());
        try
        {
            session.Faults.Pass(writes: true);
            var number = session.Meter.NextWrite();
            await DelayAsync(number, cancellationToken);
            if (IsTurn(number, options.FailBeforeCommitEvery))
            {
                throw new LedgerException(LedgerError.Unavailable, "unavailable", "The ledger is not available for a moment; nothing was done.");
            }

            var answer = await work();
            return IsTurn(number, options.FailAfterCommitEvery)
                ? throw new LedgerException(LedgerError.AnswerLost, "answer_lost", "The connection broke before the ledger's answer arrived.")
                : answer;
        }
        finally
        {
            session.Meter.Leave();
        }
    }

    private static bool IsTurn(int number, int every) => every > 0 && number % every == 0;

    private Task DelayAsync(int number, CancellationToken cancellationToken)
    {
        var (shortest, longest) = (options.LatencyMilliseconds.Minimum, options.LatencyMilliseconds.Maximum);
        var milliseconds = shortest + (int)((long)number * LatencyStep % (longest - shortest + 1));
        return milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock, cancellationToken);
    }
}
