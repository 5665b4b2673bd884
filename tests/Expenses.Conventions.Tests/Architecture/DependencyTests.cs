using System.Reflection;
using System.Text.RegularExpressions;
using Expenses.Conventions.Tests.Sources;

namespace Expenses.Conventions.Tests.Architecture;

/// <summary>Dependencies point inwards (design section 2), in the project files and in what was compiled.</summary>
public sealed partial class DependencyTests
{
    private static readonly string[] Outside = ["Azure.", "Microsoft.Azure.", "Microsoft.DurableTask", "Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Extensions.Http"];

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Expenses.Core", [] },
        { "Expenses.Connectors", ["Expenses.Core"] },
        { "Expenses.Storage", ["Expenses.Core"] },
        { "ExpensesFunctions", ["Expenses.Connectors", "Expenses.Core", "Expenses.Storage"] },
        { "Expenses.LocalHost", ["ExpensesFunctions", "Expenses.Connectors", "Expenses.Core", "Expenses.Storage"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void EachProject_ReferencesOnlyWhatLiesFurtherIn(string project, string[] allowed)
    {
        Assert.Empty(ProjectFile.Src[project].Projects.Except(allowed));
        Assert.Empty(OurReferences(Assembly.Load(project)).Except(allowed));
    }

    [Fact]
    public void EveryProjectUnderSrc_IsInTheTable() =>
        Assert.Equal(ProjectFile.Src.Keys.Order(StringComparer.Ordinal), Allowed.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Core_KnowsNoAzureNoHttpNoFunctions()
    {
        var core = ProjectFile.Src["Expenses.Core"];

        Assert.Empty(core.Packages.Where(IsOutside));
        Assert.Empty(core.Frameworks);
        Assert.Empty(AppAssemblies.Core.GetReferencedAssemblies().Select(name => name.Name!).Where(IsOutside));
    }

    [Theory]
    [InlineData("Azure.Core", true)]
    [InlineData("System.Net.Http", true)]
    [InlineData("Microsoft.Azure.Functions.Worker", true)]
    [InlineData("System.Text.Json", false)]
    public void TheRule_TellsOutsideFromFramework(string assembly, bool isOutside) => Assert.Equal(isOutside, IsOutside(assembly));

    [Fact]
    public void NothingUnderSrc_KnowsLocalHost() => Assert.Empty(
        ProjectFile.Src.Values.Where(project => project.Name != "Expenses.LocalHost" && project.Projects.Contains("Expenses.LocalHost")));

    [Fact]
    public void NothingThatShips_NamesStandIns()
    {
        var files = AppAssemblies.Shipped.SelectMany(assembly => SourceFiles.Under($"src/{assembly.GetName().Name}")).ToArray();

        Assert.NotEmpty(files);
        Assert.Empty(files.Where(path => StandIn().IsMatch(SourceFiles.Read(path))));
    }

    [Theory]
    [InlineData("built against a stand-in", true)]
    [InlineData("Condition=\"'$(StandIns)' == 'true'\"", true)]
    [InlineData("../../standins/", true)]
    [InlineData("ListOutstandingAsync, standing by", false)]
    public void TheRule_TellsStandInsFromOtherWords(string text, bool names) => Assert.Equal(names, StandIn().IsMatch(text));

    private static bool IsOutside(string name) => Outside.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static IEnumerable<string> OurReferences(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(name => name.Name!)
        .Where(name => name.StartsWith("Expenses", StringComparison.Ordinal));

    [GeneratedRegex("StandIn|\\b[sS]tand-?ins?\\b", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex StandIn();
}
