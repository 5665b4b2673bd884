using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Http.Contract.Idempotency;

/// <summary>Settings of the `Idempotency-Key`, section <c>Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Idempotency";

    /// <summary>How long an answer is given again for its key; one minute to 30 days. Default: 90 minutes (codat-contract §2.14).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(90);

    /// <summary>
    /// After how long a request that was never answered, because its process ended, gives its key free; ten seconds to one
    /// hour. Default: five minutes, longer than any request takes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Unanswered { get; set; } = TimeSpan.FromMinutes(5);
}
