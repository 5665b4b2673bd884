using System.ComponentModel.DataAnnotations;

namespace ExpensesFunctions.Access.Quota;

/// <summary>
/// Settings of the rate limit, section <c>RateLimit</c>. Off by default: whoever hosts the service for itself has nobody to
/// protect it from but itself; whoever hosts it for others turns it on and has the contract's numbers.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "RateLimit";

    /// <summary>Whether requests are limited, and every answer says how many are left. Default: no.</summary>
    public bool Enabled { get; set; }

    /// <summary>Requests a day for the client and for each of its connected companies (codat-contract B095); 1 to 1,000,000. Default: 1000.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerCompany { get; set; } = 1000;

    /// <summary>Requests in flight per company and process (codat-contract B096); 1 to 10,000. Default: 10.</summary>
    [Range(1, 10_000)]
    public int ConcurrentRequestsPerCompany { get; set; } = 10;

    /// <summary>
    /// How many requests a process takes out of the day's quota at once, to spare storage; 1 to 1000. Default: 20. What a
    /// process took and did not use is lost when it ends.
    /// </summary>
    [Range(1, 1000)]
    public int Block { get; set; } = 20;
}
