using Expenses.Testing;
using YamlDotNet.RepresentationModel;

namespace Expenses.Infra.Tests;

/// <summary>Reading YAML files of the repository.</summary>
internal static class Yaml
{
    public static YamlMappingNode Read(params string[] path)
    {
        using var reader = File.OpenText(RepositoryRoot.File(path));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    public static IEnumerable<string> Keys(this YamlMappingNode map) => map.Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    public static string Text(this YamlMappingNode map, string key) => ((YamlScalarNode)map.Children[key]).Value!;

    public static string? TextOrNull(this YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value : null;

    public static YamlMappingNode Map(this YamlMappingNode map, string key) => (YamlMappingNode)map.Children[key];

    public static IEnumerable<KeyValuePair<string, YamlMappingNode>> Maps(this YamlMappingNode map) =>
        map.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, (YamlMappingNode)child.Value));

    public static IEnumerable<YamlMappingNode> List(this YamlMappingNode map, string key) =>
        ((YamlSequenceNode)map.Children[key]).Cast<YamlMappingNode>();
}
