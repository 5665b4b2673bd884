using Microsoft.Extensions.Options;

namespace Expenses.Connectors.Sandbox;

/// <summary>Refuses settings that make no sense, at the start and naming the setting.</summary>
internal sealed class SandboxOptionsRules : IValidateOptions<SandboxOptions>
{
    private const int LongestLatency = 60_000;

    // A queue message can be hidden for no longer (Azure Queue storage).
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(SandboxOptions options)
    {
        if (options.RequestsPerMinute < 1)
        {
            yield return "Sandbox:RequestsPerMinute must be at least 1.";
        }

        if (options.ConcurrentRequests < 1)
        {
            yield return "Sandbox:ConcurrentRequests must be at least 1.";
        }

        var latency = options.LatencyMilliseconds;
        if (latency.Minimum < 0 || latency.Maximum < latency.Minimum || latency.Maximum > LongestLatency)
        {
            yield return $"Sandbox:LatencyMilliseconds needs 0 ≤ Minimum ≤ Maximum ≤ {LongestLatency}.";
        }

        if (options.CompletionDelay < TimeSpan.Zero || options.CompletionDelay > LongestDelay)
        {
            yield return "Sandbox:CompletionDelay must be between 0 and 7 days.";
        }

        if (options.FailBeforeCommitEvery < 0 || options.FailAfterCommitEvery < 0)
        {
            yield return "Sandbox:FailBeforeCommitEvery and Sandbox:FailAfterCommitEvery must not be negative.";
        }
    }
}
