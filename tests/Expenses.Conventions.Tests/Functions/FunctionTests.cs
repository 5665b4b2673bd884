using System.Text.RegularExpressions;
using Expenses.Conventions.Tests.Sources;

namespace Expenses.Conventions.Tests.Functions;

/// <summary>Rules for every function of the app.</summary>
public sealed partial class FunctionTests
{
    // The host compares names without case (durable-semantics: traps).
    [Fact]
    public void Names_AreUniqueWithoutCase()
    {
        Assert.NotEmpty(FunctionMethods.All);
        Assert.Empty(FunctionMethods.All
            .GroupBy(FunctionMethods.NameOf, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key));
    }

    [Fact]
    public void EachClass_HoldsOneFunction() => Assert.Empty(FunctionMethods.Orchestrators.Concat(FunctionMethods.Activities)
        .GroupBy(method => method.DeclaringType)
        .Where(group => group.Count() > 1)
        .Select(group => group.Key));

    // The attribute's default says Anonymous in code and Function on the platform, so the level is always written out.
    [Fact]
    public void EveryHttpTrigger_GivesItsLevel()
    {
        var text = string.Concat(SourceFiles.Under("src/ExpensesFunctions", "*.cs").Select(SourceFiles.Read));

        Assert.NotEmpty(FunctionMethods.Http);
        Assert.Equal(FunctionMethods.Http.Count, HttpTrigger().Count(text));
        Assert.Equal(FunctionMethods.Http.Count, HttpTriggerWithLevel().Count(text));
    }

    [Theory]
    [InlineData("[HttpTrigger(AuthorizationLevel.Anonymous, \"get\")]", 1)]
    [InlineData("[HttpTrigger(\"get\")]", 0)]
    [InlineData("[HttpTrigger]", 0)]
    [InlineData("[HttpTrigger(Route = \"AuthorizationLevel.Anonymous\")]", 0)]
    public void TheRule_TellsALevelFromNone(string attribute, int withLevel)
    {
        Assert.Equal(1, HttpTrigger().Count(attribute));
        Assert.Equal(withLevel, HttpTriggerWithLevel().Count(attribute));
    }

    [GeneratedRegex(@"\[HttpTrigger\b", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex HttpTrigger();

    [GeneratedRegex(@"\[HttpTrigger\(\s*AuthorizationLevel\.", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex HttpTriggerWithLevel();
}
