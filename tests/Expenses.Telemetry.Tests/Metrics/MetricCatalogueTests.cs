using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Expenses.Core.Telemetry;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests.Metrics;

/// <summary>Metrics that exist, against the pages, the workbook and the alerts that name them.</summary>
public sealed partial class MetricCatalogueTests
{
    private static IReadOnlyList<Instrument> Instruments { get; } = Published();

    [Fact]
    public void OperationsPage_ListsThem() => DocumentBlock.AssertIs(
        "metrics",
        string.Join('\n', Instruments
            .Select(metric => $"| `{metric.Name}` | {metric.GetType().Name.Split('`')[0].ToLowerInvariant()} | {metric.Unit} | {metric.Description} |")
            .Prepend("|---|---|---|---|")
            .Prepend("| metric | kind | unit | what it is |")));

    [Theory]
    [InlineData("infra/modules/workbook.json")]
    [InlineData("infra/modules/alerts.bicep")]
    public void MetricsThatTheTemplateAsksFor_AreEmitted(string file)
    {
        var named = MetricName().Matches(File.ReadAllText(RepositoryRoot.File(file))).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Subset(Instruments.Select(metric => metric.Name).ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public void Workbook_ShowsEveryMetric()
    {
        var workbook = File.ReadAllText(RepositoryRoot.File("infra", "modules", "workbook.json"));

        Assert.Empty(Instruments.Select(metric => metric.Name).Where(name => !workbook.Contains($"'{name}'", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<Instrument> Published()
    {
        var found = new List<Instrument>();
        RuntimeHelpers.RunClassConstructor(typeof(ExpensesMetrics).TypeHandle);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == ExpensesMetrics.MeterName)
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        return [.. found.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"(?<=['""])expenses\.[a-z_.]+(?=['""])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();
}
