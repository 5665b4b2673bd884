using Expenses.SampleRun.Reconciliation;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Report;

/// <summary>What came out of one run; written as it is by --json.</summary>
internal sealed record RunReport
{
    public required ReadyCompany Company { get; init; }

    public required Guid RunKey { get; init; }

    public required RunStatus Run { get; init; }

    public required string BaseCurrency { get; init; }

    public required ReconciliationResult Result { get; init; }

    /// <summary>From the accepted request to the end of the run.</summary>
    public required TimeSpan RunTime { get; init; }

    public required TimeSpan TotalTime { get; init; }

    /// <summary>Requests that had to be sent again because the service was away or busy.</summary>
    public required int RepeatedRequests { get; init; }
}
