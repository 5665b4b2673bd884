using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Runs;

/// <summary>Settings of expense runs, section <c>ExpenseRun</c>.</summary>
public sealed class ExpenseRunOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ExpenseRun";

    /// <summary>How long a run waits for its sync before it ends as failed; one minute to 30 days. Default: three days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SyncDeadline { get; set; } = TimeSpan.FromDays(3);
}
