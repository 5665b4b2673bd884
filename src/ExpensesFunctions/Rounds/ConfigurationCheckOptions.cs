using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Rounds;

/// <summary>Settings of the nightly check of configurations, section <c>ConfigurationCheck</c>.</summary>
public sealed class ConfigurationCheckOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ConfigurationCheck";

    /// <summary>Whether every company is checked daily; its ledger is read for that. Default: true.</summary>
    public bool Daily { get; set; } = true;

    /// <summary>The hour of the day it begins in, UTC; 0 to 23. Default: 1.</summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 1;
}
