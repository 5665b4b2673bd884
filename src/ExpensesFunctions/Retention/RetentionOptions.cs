using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Retention;

/// <summary>How long things are kept that nobody needs any more; section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>How long what a deleted company leaves behind is kept: datasets, runs, receipts, history; one hour to a year.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan DeletedCompanies { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long messages to webhook consumers are kept, with bodies and attempts; at least 18 days, since one of 14 days ago
    /// can be replayed and is tried for three days then; at most a year.
    /// </summary>
    [Range(typeof(TimeSpan), "18.00:00:00", "365.00:00:00")]
    public TimeSpan WebhookMessages { get; set; } = TimeSpan.FromDays(30);

    /// <summary>After how long parts of a dataset or run that never became one are taken as given up; one hour to 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan AbandonedUploads { get; set; } = TimeSpan.FromDays(1);
}
