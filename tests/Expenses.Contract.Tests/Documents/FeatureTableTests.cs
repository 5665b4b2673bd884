using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Contract.Tests.Documents;

/// <summary>`docs/contract.md` lists every feature of the contract once, and names tests that are there.</summary>
public sealed partial class FeatureTableTests
{
    private const int Must = 98;
    private const int Beyond = 185;

    private static readonly IReadOnlyList<(string Id, string State)> Rows = [.. Row()
        .Matches(File.ReadAllText(RepositoryRoot.File("docs", "contract.md")))
        .Select(row => (row.Groups["id"].Value, row.Groups["state"].Value.Trim())),];

    [Fact]
    public void Every_feature_is_listed_once() => Assert.Equal(
        Enumerable.Range(1, Must).Select(number => $"M{number:000}").Concat(Enumerable.Range(1, Beyond).Select(number => $"B{number:000}")),
        Rows.Select(row => row.Id));

    [Fact]
    public void Every_feature_is_open_for_one_reason_or_shown_by_a_test_that_is_there()
    {
        var tests = TestsOf(RepositoryRoot.File("tests"));

        Assert.Empty(Rows.Where(row => !Open().IsMatch(row.State) && !tests.Contains(row.State.Trim('`'))).Select(row => $"{row.Id}: {row.State}"));
    }

    private static HashSet<string> TestsOf(string folder)
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in Directory.EnumerateFiles(folder, "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText))
        {
            var name = TestClass().Match(text).Groups["name"].Value;
            tests.UnionWith(TestMethod().Matches(text).Select(method => $"{name}.{method.Groups["name"].Value}"));
        }

        return tests;
    }

    [GeneratedRegex(@"^\| (?<id>[MB]\d{3}) \| [^|]+ \| (?<state>[^|]+)\|\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^open: [a-z-]+$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Open();

    [GeneratedRegex(@"class (?<name>\w+Tests)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex TestMethod();
}
