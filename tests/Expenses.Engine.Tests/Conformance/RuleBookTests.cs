using System.Reflection;
using Expenses.Testing;
using Xunit.Abstractions;

namespace Expenses.Engine.Tests.Conformance;

/// <summary>The suite counts itself: how many facts there are, and that nothing seen on the real engine is left out.</summary>
public sealed class RuleBookTests(ITestOutputHelper output)
{
    // Every statement of durable-semantics marked [V] or [VE]: section and short key.
    private static readonly string[] SeenOnTheRealEngine =
    [
        "1 replaying-flag", "1 clock", "1 determinism-name", "1 completion-loser", "1 completion-cancelled-timer", "1 completion-event-wait",
        "2 shape", "2 new-generation-history",
        "1 determinism-kind", "1 determinism-missing",
        "3 buffer-fifo", "3 waiters-lifo", "3 one-waiter", "3 one-type", "3 timeout-makes-timer", "3 timed-out-waiter-swallows", "3 new-waiter-first", "3 timeout-throws",
        "5 retry-ids", "5 retry-last-task-id", "5 child-retry-same-id", "5 handler",
        "6 activity-message", "6 activity-name-id", "6 activity-details", "6 activity-inner-chain", "6 inner-exception", "6 no-detail-text", "6 child-inner-null",
        "6 depth", "6 escaping-output", "6 terminated-child",
        "7 waits-for-timer", "7 throw-after", "7 preserve", "7 do-not-preserve", "7 custom-status",
        "8 suspend-resume", "8 suspended-activity", "8 terminate", "8 terminate-suspended",
        "9 parent", "9 guid-vectors", "9 guid",
        "11 operation-case", "11 no-method", "11 input-missing", "11 overloads", "11 inherited", "11 read-stores", "11 delete", "11 rollback", "11 lock-empty",
        "11 input-default", "11 state-dispatch", "11 rollback-starts",
        "12 null", "12 pascal-case",
    ];

    private static IReadOnlyList<RuleAttribute> Facts => [.. typeof(RuleBookTests).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ConformanceSuite)))
        .SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<RuleAttribute>())
        .OfType<RuleAttribute>()];

    [Fact]
    public void There_are_at_least_150_facts_each_with_a_rule_of_its_own()
    {
        var facts = Facts;
        foreach (var section in facts.GroupBy(fact => fact.Section).OrderBy(group => int.Parse(group.Key, null)))
        {
            output.WriteLine($"§{section.Key}: {section.Count()} facts");
        }

        output.WriteLine($"{facts.Count} facts, each run twice");
        Assert.True(facts.Count >= 150, $"{facts.Count} facts");
        Assert.Empty(facts.GroupBy(fact => $"{fact.Section} {fact.Key}").Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Every_fact_names_a_section_that_is_there()
    {
        if (RepositoryRoot.Shared("durable-semantics.md") is not { } semantics)
        {
            output.WriteLine("Skipped: durable-semantics.md is not beside the repository.");
            return;
        }

        var sections = File.ReadLines(semantics)
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..line.IndexOf('.', StringComparison.Ordinal)])
            .ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Facts.Select(fact => fact.Section).Distinct(StringComparer.Ordinal).Where(section => !sections.Contains(section)));
    }

    [Fact]
    public void Everything_seen_on_the_real_engine_has_its_fact()
        => Assert.Empty(SeenOnTheRealEngine.Except(Facts.Where(fact => fact.Seen).Select(fact => $"{fact.Section} {fact.Key}"), StringComparer.Ordinal));
}
