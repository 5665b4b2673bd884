using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Triggers;

/// <summary>Settings of durable state, section <c>Orchestrations</c>.</summary>
public sealed class OrchestrationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Orchestrations";

    /// <summary>
    /// How long the history of a finished orchestration is kept, from its creation; one day to a year. Default: 30 days.
    /// What it did is in the records, which are not touched.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}
