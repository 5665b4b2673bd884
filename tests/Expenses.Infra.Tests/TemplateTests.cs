using Expenses.Infra.Tests.Bicep;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>The template holds together with every switch, as the Bicep compiler would ask.</summary>
public sealed class TemplateTests
{
    public static TheoryData<bool, bool, bool> Switches
    {
        get
        {
            var data = new TheoryData<bool, bool, bool>();
            for (var i = 0; i < 8; i++)
            {
                data.Add((i & 1) != 0, (i & 2) != 0, (i & 4) != 0);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public void Template_WithAnyCombinationOfSwitches_IsWhole(bool scheduler, bool network, bool everythingElse)
    {
        var template = Deployments.With(scheduler, network, everythingElse);

        Assert.NotEmpty(template.Resources);
        var deployed = template.Resources.Select(r => (r.Type, r.Reference.FullName)).ToHashSet();
        Assert.Empty(template.Existing.Where(existing => !deployed.Contains((existing.Type, existing.FullName))));
        Assert.Empty(template.Resources.GroupBy(r => (r.Type, r.Reference.FullName, r.Scope)).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Template_HasNoParameterOrVariableThatNothingUses()
    {
        var all = new[] { Deployments.With(false, false, false), Deployments.With(true, true, true), Deployments.With(false, true, true) };

        Assert.Empty(all.Select(template => template.Unused).Aggregate((unused, more) => unused.Intersect(more)));
    }

    [Fact]
    public void EveryModule_IsUsed() => Assert.Equal(
        Directory.EnumerateFiles(RepositoryRoot.File("infra", "modules"), "*.bicep").Select(Path.GetFileName).Order(),
        Template.Read(RepositoryRoot.File("infra", "main.bicep")).OfType<ModuleStatement>().Select(m => Path.GetFileName(m.Path)).Distinct().Order());

    [Fact]
    public void Names_ComeFromAbbreviationsAndAToken_AndFitTheirLimits()
    {
        var template = Deployments.With(true, true, true);

        Assert.All(template.Of("Microsoft.Storage/storageAccounts"), account => Assert.Matches("^st(eng|led)[a-z0-9]{13}$", account.ResourceName));
        Assert.Matches("^kv-[a-z0-9]{13}$", template.Single("Microsoft.KeyVault/vaults").ResourceName);
        Assert.Matches("^func-[a-z0-9]{13}$", template.Single("Microsoft.Web/sites").ResourceName);
        Assert.Matches("^[a-zA-Z0-9-]{3,64}$", template.Single("Microsoft.DurableTask/schedulers").ResourceName);
    }

    [Theory]
    [InlineData("maximumInstanceCount", 0L)]
    [InlineData("maximumInstanceCount", 1001L)]
    [InlineData("orchestrationRetentionDays", 0L)]
    [InlineData("instanceMemoryMB", 1024L)]
    [InlineData("durableBackend", "Netherite")]
    public void Parameter_OutsideItsLimits_IsRefused(string name, object value)
    {
        var failure = Assert.Throws<BicepException>(() => Template.Deploy((name, value)));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parser_TellsMistakes()
    {
        Assert.Contains("nothing declares 'missing'", Assert.Throws<BicepException>(() => new Evaluator("x").Value(new Name("missing"))).Message, StringComparison.Ordinal);
        Assert.Throws<BicepException>(() => Parser.Read("x", "param a"));
        Assert.Throws<BicepException>(() => Parser.Read("x", "var a = 'open"));
        Assert.Throws<BicepException>(() => Parser.Read("x", "var a = { b: 1 } c"));
        Assert.Throws<BicepException>(() => Parser.Read("x", "resouce a 'T@1' = {}"));
    }
}
