using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Progress;

internal interface IRunProgress
{
    /// <summary>A step of the way, as a sentence.</summary>
    void Step(string text);

    void Receipts(int sent, int total);

    /// <summary>The run as the service reports it, up to its end.</summary>
    Task FollowAsync(IAsyncEnumerable<RunStatus> statuses, CancellationToken cancellation);
}
