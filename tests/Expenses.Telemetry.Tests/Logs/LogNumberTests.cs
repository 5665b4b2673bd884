using System.Reflection;
using System.Text.RegularExpressions;
using Expenses.Core.Telemetry;
using Expenses.LocalHost;
using Expenses.Storage;
using Expenses.Testing;
using ExpensesFunctions.Composition;
using Microsoft.Extensions.Logging;

namespace Expenses.Telemetry.Tests.Logs;

/// <summary>Each log entry has a number of its own, values by name, and its line on the operations page.</summary>
public sealed partial class LogNumberTests
{
    private static readonly Assembly[] Assemblies =
    [
        typeof(ExpensesTrace).Assembly, typeof(Connectors.Sandbox.SandboxOptions).Assembly, typeof(StorageOptions).Assembly,
        typeof(ExpensesFunctionsApplication).Assembly, typeof(LocalFunctionsHost).Assembly,
    ];

    private static IReadOnlyList<LoggerMessageAttribute> Messages { get; } = Of(Assemblies);

    private static IReadOnlyList<LoggerMessageAttribute> Of(IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(message => message.EventId),
    ];

    [Fact]
    public void Numbers_AreUnique_OverTheWholeApp()
    {
        Assert.True(Messages.Count > 30);
        Assert.Empty(Messages.GroupBy(message => message.EventId).Where(same => same.Count() > 1 || same.Key <= 0)
            .Select(same => $"{same.Key}: {string.Join(" | ", same.Select(message => message.Message))}"));
    }

    [Fact]
    public void EveryEntry_IsWrittenByANumberedMessage_AndNoneInterpolates() => Assert.Empty(
        Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => ByHand().IsMatch(File.ReadAllText(path))));

    [Theory]
    [InlineData("_logger.LogWarning($\"{id} failed\");", true)]
    [InlineData("logger.Log(LogLevel.Error, \"x\");", true)]
    [InlineData("logger.SyncEnded(id, 2000);", false)]
    public void TheRule_TellsHandWrittenEntries(string source, bool isByHand) => Assert.Equal(isByHand, ByHand().IsMatch(source));

    // What LocalHost says of itself is not met on Azure.
    [Fact]
    public void OperationsPage_ListsThoseOfTheApp() => DocumentBlock.AssertIs(
        "logs",
        string.Join('\n', Of(Assemblies.Where(assembly => assembly != typeof(LocalFunctionsHost).Assembly))
            .Select(message => $"| {message.EventId} | {message.Level} | {message.Message} |")
            .Prepend("|---|---|---|")
            .Prepend("| id | level | message |")));

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\s*\(\s*(LogLevel|\$?""|[a-z]\w*,\s*\$?"")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ByHand();
}
