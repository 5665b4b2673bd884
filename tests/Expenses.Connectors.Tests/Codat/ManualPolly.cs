using Expenses.Testing;
using Polly.Utilities;

namespace Expenses.Connectors.Tests.Codat;

/// <summary>Polly's clock in a test's hand: a wait passes at once on the manual clock and is written down.</summary>
public sealed class ManualPolly : IDisposable
{
    public ManualPolly()
    {
        SystemClock.SleepAsync = (wait, _) =>
        {
            Waits.Add(wait);
            Time.Advance(wait);
            return Task.CompletedTask;
        };
        SystemClock.UtcNow = () => Time.GetUtcNow().UtcDateTime;
        SystemClock.DateTimeOffsetUtcNow = Time.GetUtcNow;
        SystemClock.CancelTokenAfter = (source, limit) =>
        {
            Limits.Add(limit);
            if (TimesOutAtOnce)
            {
                source.Cancel();
            }
        };
    }

    public ManualTimeProvider Time { get; } = new();

    public IList<TimeSpan> Waits { get; } = [];

    public IList<TimeSpan> Limits { get; } = [];

    public bool TimesOutAtOnce { get; set; }

    public void Dispose() => SystemClock.Reset();
}

/// <summary>Polly has one clock per process, so these tests run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ManualPollyCollection
{
    public const string Name = "Polly's clock";
}
