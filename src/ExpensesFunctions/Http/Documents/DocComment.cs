using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ExpensesFunctions.Http.Documents;

/// <summary>What the doc comment of a function says, as the compiler wrote it beside the assembly.</summary>
/// <param name="Summary">What the function does.</param>
/// <param name="Returns">How it answers.</param>
/// <param name="Refusals">How it refuses.</param>
/// <param name="Parameters">What its parameters are.</param>
internal sealed partial record DocComment(string Summary, string Returns, string Refusals, FrozenDictionary<string, string> Parameters)
{
    private static readonly Lazy<FrozenDictionary<string, XElement>> Members = new(ReadFile);

    /// <summary>The comment of a method; empty texts when the file is not there.</summary>
    public static DocComment Of(MethodInfo method)
    {
        var name = $"M:{method.DeclaringType!.FullName}.{method.Name}";
        var member = Members.Value.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.Ordinal) || entry.Key.StartsWith($"{name}(", StringComparison.Ordinal)).Value;
        return new DocComment(
            TextOf(member?.Element("summary")),
            TextOf(member?.Element("returns")),
            string.Join(' ', member?.Elements("exception").Select(TextOf) ?? []),
            (member?.Elements("param") ?? []).ToFrozenDictionary(param => param.Attribute("name")!.Value, TextOf, StringComparer.Ordinal));
    }

    private static FrozenDictionary<string, XElement> ReadFile()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{typeof(DocComment).Assembly.GetName().Name}.xml");
        return !File.Exists(file)
            ? FrozenDictionary<string, XElement>.Empty
            : XDocument.Load(file).Descendants("member").ToFrozenDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    // References to code become the last part of their name.
    private static string TextOf(XElement? element) => element is null
        ? ""
        : Blanks().Replace(string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('(')[0].Split('.')[^1],
            XElement { Name.LocalName: "paramref" } parameter => parameter.Attribute("name")!.Value,
            XElement other => other.Value,
            _ => node.ToString(),
        })), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blanks();
}
