using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Progress;

/// <summary>For logs and pipes: plain lines, one per change, at most one a second, no control characters.</summary>
internal sealed class LineProgress(TextWriter output, TimeProvider clock) : IRunProgress
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _last = clock.GetTimestamp();
    private string _shown = "";

    public void Step(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }

    public void Receipts(int sent, int total) => Show($"Receipts sent {sent}/{total}", due: sent == total);

    public async Task FollowAsync(IAsyncEnumerable<RunStatus> statuses, CancellationToken cancellation)
    {
        await foreach (var run in statuses.WithCancellation(cancellation))
        {
            Show(RunLine.Of(run), due: run.IsFinal);
        }
    }

    private void Show(string text, bool due)
    {
        lock (_lock)
        {
            var early = clock.GetElapsedTime(_last) < Pace;
            if (string.Equals(text, _shown, StringComparison.Ordinal) || (early && !due))
            {
                return;
            }

            output.WriteLine(text);
            _shown = text;
            _last = clock.GetTimestamp();
        }
    }
}
