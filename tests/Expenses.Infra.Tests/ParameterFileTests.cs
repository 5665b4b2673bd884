using System.Text.Json;
using System.Text.RegularExpressions;
using Expenses.Infra.Tests.Bicep;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>main.parameters.json: from azd's environment to the template.</summary>
public sealed partial class ParameterFileTests
{
    [Fact]
    public void EveryParameter_HasItsVariable_AndEveryVariableItsParameter()
    {
        var declared = Template.Read(RepositoryRoot.File("infra", "main.bicep")).OfType<ParameterStatement>().Select(p => p.Symbol);

        Assert.Equal(declared.Order(StringComparer.Ordinal), Values().Keys.Order(StringComparer.Ordinal));
        Assert.All(Values(), value => Assert.Matches(Variable(), value.Value));
    }

    [Fact]
    public void Defaults_AreThoseOfTheTemplate()
    {
        foreach (var parameter in Template.Read(RepositoryRoot.File("infra", "main.bicep")).OfType<ParameterStatement>())
        {
            var given = Variable().Match(Values()[parameter.Symbol]).Groups["default"].Value;
            var own = parameter.Default is null ? "" : Functions.Text(new Evaluator("main.bicep").Value(parameter.Default));
            Assert.True(own == given, $"{parameter.Symbol}: '{own}' in main.bicep, '{given}' in main.parameters.json");
        }
    }

    private static Dictionary<string, string> Values()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("infra", "main.parameters.json")));
        return file.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetProperty("value").GetString()!);
    }

    [GeneratedRegex(@"^\$\{[A-Z_]+(=(?<default>[^}]+))?\}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Variable();
}
