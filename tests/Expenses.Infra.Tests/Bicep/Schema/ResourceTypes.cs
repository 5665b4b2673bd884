using System.Text.Json.Nodes;
using Expenses.Testing;

namespace Expenses.Infra.Tests.Bicep.Schema;

/// <summary>What the resource providers publish of the types that infra/ uses (ResourceTypes.json); stands in for the compiler's type check.</summary>
internal static class ResourceTypes
{
    // Bicep's own, beside what is sent.
    private static readonly string[] OfBicep = ["scope", "parent", "dependsOn"];

    private static readonly JsonObject Types = JsonNode.Parse(File.ReadAllText(
        RepositoryRoot.File("tests", "Expenses.Infra.Tests", "Bicep", "Schema", "ResourceTypes.json")))!["types"]!.AsObject();

    /// <summary>Types with their version that are described.</summary>
    public static IEnumerable<string> Described => Types.Select(type => type.Key);

    /// <summary>What is wrong with a resource.</summary>
    public static IEnumerable<string> ProblemsOf(Deployed resource)
    {
        var name = $"{resource.Type}@{resource.ApiVersion}";
        if (Types[name] is not { } type)
        {
            return [$"{resource.File}: no such type {name}"];
        }

        var body = resource.Body.Where(member => !OfBicep.Contains(member.Key)).ToDictionary(StringComparer.Ordinal);
        return TypeCheck.Problems(type, body, $"{resource.File}, {name}");
    }

    /// <summary>Whether a resource of a type has a member, written or read; <c>.</c> between names.</summary>
    public static bool HasMember(string type, string apiVersion, string path)
    {
        if (path is "id" or "name" or "type" or "apiVersion")
        {
            return true;
        }

        var at = Types[$"{type}@{apiVersion}"];
        foreach (var key in path.Split('.'))
        {
            at = TypeCheck.MemberOf(at, key)?.Type;
        }

        return at is not null;
    }
}
