using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Expenses.Core.Telemetry;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests.Metrics;

/// <summary>Metrics that exist, against the pages, the workbook and the alerts that name them. It records each of them once.</summary>
[Collection(InProcessCollection.Name)]
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

    // A dimension that is not recorded is empty in every row, and nobody is told.
    [Theory]
    [InlineData("infra/modules/workbook.json")]
    [InlineData("infra/modules/alerts.bicep")]
    public void Dimensions_ThatAQueryReads_AreRecordedWithItsMetric(string file)
    {
        var tags = Recorded();
        var queries = File.ReadAllLines(RepositoryRoot.File(file)).Where(line => line.Contains("customMetrics", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Subset(
            tags[MetricName().Match(query).Value].ToHashSet(), Dimension().Matches(query).Select(match => match.Groups["name"].Value).ToHashSet()));
    }

    // Every line of the query language begins with a table and goes on with operators; brackets and quotes come in pairs.
    [Theory]
    [InlineData("infra/modules/workbook.json", "\"query\": \"(?<query>.*)\",?$")]
    [InlineData("infra/modules/alerts.bicep", "query: '(?<query>.*)'$")]
    public void Queries_AreWholeAndUseKnownOperators(string file, string pattern)
    {
        var queries = File.ReadAllLines(RepositoryRoot.File(file))
            .Select(line => Regex.Match(line, pattern, RegexOptions.None, TimeSpan.FromMinutes(1)))
            .Where(match => match.Success)
            .Select(match => match.Groups["query"].Value)
            .ToList();

        Assert.True(queries.Count >= 8);
        Assert.All(queries, query =>
        {
            var plain = Quoted().Replace(query, "\"\"");
            Assert.Equal(plain.Count(c => c == '('), plain.Count(c => c == ')'));
            Assert.DoesNotContain('\'', plain);
            var parts = plain.Split('|', StringSplitOptions.TrimEntries);
            Assert.Matches(@"^(traces|requests|customMetrics|dependencies|exceptions|union exceptions, \(traces)$", parts[0]);
            Assert.All(parts.Skip(1), part => Assert.Matches(@"^(where|summarize|top \d+ by|order by|extend|project) ", part));
        });
    }

    /// <summary>The tags of each metric, as its one recorder gives them.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Recorded()
    {
        var tags = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, its) =>
            {
                if (instrument.Meter.Name == ExpensesMetrics.MeterName)
                {
                    its.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, all, _) => tags[instrument.Name] = [.. all.ToArray().Select(tag => tag.Key)]);
        listener.SetMeasurementEventCallback<double>((instrument, _, all, _) => tags[instrument.Name] = [.. all.ToArray().Select(tag => tag.Key)]);
        listener.Start();
        foreach (var record in typeof(ExpensesMetrics).GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static).Where(method => method.ReturnType == typeof(void)))
        {
            record.Invoke(null, [.. record.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
        }

        Assert.Equal(Instruments.Select(metric => metric.Name), tags.Keys.Order(StringComparer.Ordinal));
        return tags;
    }

    private static object Sample(Type type) => type == typeof(string) ? "catalogue" : type == typeof(int) ? 1 : type == typeof(long) ? 1L : type == typeof(double) ? 0.5 : Activator.CreateInstance(type)!;

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

    [GeneratedRegex(@"(?<=['""])expenses\.[a-z_.]+(?=['""])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"customDimensions\.(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Dimension();

    [GeneratedRegex("@?\\\\?\"[^\"]*\"|'[^']*'", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Quoted();
}
