using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Reconciling;

/// <summary>Settings of reconciliations, section <c>Reconciliation</c>.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reconciliation";

    /// <summary>Whether every company is reconciled daily; on request it is possible anyway. Default: true.</summary>
    public bool Daily { get; set; } = true;

    /// <summary>The hour of the day it begins in, UTC; 0 to 23. Default: 2.</summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 2;

    /// <summary>How far it looks back; one day to a year. Default: 35 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(35);
}
