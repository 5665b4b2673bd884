using System.Text;
using System.Text.Json;
using Expenses.Testing;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Answers;

/// <summary>The rules that every answer of these tests is held to: they catch what they are for, and their words are the documents'.</summary>
public sealed class AnswerRulesTests(ITestOutputHelper output)
{
    private static readonly string[] Documents = ["Codat-Expenses.json", "Codat-Sync-Expenses-v1.json", "Codat-Sync-Expenses.json", "Codat-Platform.json"];

    [Theory]
    [InlineData("""{"a":[{"b":null}]}""", "/a/0/b is null")]
    [InlineData("""{"results":[{"integrationType":"Expense"}]}""", "/results/0/integrationType is spelt 'Expense'")]
    [InlineData("""[{"status":"completed"}]""", "/0/status is spelt 'completed' and not 'Completed'")]
    [InlineData("""{"canBeRetried":true}""", "/canBeRetried is no word")]
    [InlineData("""{"validTransactionTypes":["Payment","TransferIn"]}""", "/validTransactionTypes/1 is spelt 'TransferIn'")]
    [InlineData("""{"validTransactionTypes":["Payment"],"status":"Linked","own":"Completed","syncStatus":"Complete"}""", null)]
    public void An_answer_is_held_to_nulls_and_spelling(string body, string? problem) =>
        Assert.Equal(problem is null ? [] : [problem], AnswerRules.ProblemsIn(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void The_words_are_those_of_the_documents()
    {
        if (RepositoryRoot.Shared("openapi") is not { } folder)
        {
            output.WriteLine("SKIPPED: the published documents are not beside the repository (../shared/openapi).");
            return;
        }

        var documented = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var name in Documents)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name)));
            Collect(document.RootElement, document.RootElement, documented);
        }

        // `expense` is the requirement's own spelling (T1); the texts of syncStatus are no enum in any document, and canBeRetried is a plain text there.
        string[] elsewhere = ["syncStatus", "canBeRetried"];
        Assert.Empty(AnswerRules.Words
            .Where(entry => !elsewhere.Contains(entry.Key, StringComparer.Ordinal))
            .SelectMany(entry => entry.Value.Select(word => (entry.Key, Word: word)))
            .Where(one => !documented.GetValueOrDefault(one.Key, []).Contains(one.Word) && one != ("integrationType", "expense")));
    }

    private static void Collect(JsonElement root, JsonElement node, Dictionary<string, HashSet<string>> words)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            node.EnumerateArray().ToList().ForEach(item => Collect(root, item, words));
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in properties.EnumerateObject())
                {
                    Add(words, property.Name, EnumOf(root, property.Value, depth: 0));
                }
            }

            node.EnumerateObject().ToList().ForEach(property => Collect(root, property.Value, words));
        }
    }

    private static void Add(Dictionary<string, HashSet<string>> words, string name, IEnumerable<string> values)
    {
        if (!words.TryGetValue(name, out var known))
        {
            words[name] = known = new HashSet<string>(StringComparer.Ordinal);
        }

        known.UnionWith(values);
    }

    private static JsonElement Step(JsonElement element, string name) => element.ValueKind == JsonValueKind.Array
        ? element[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]
        : element.GetProperty(Uri.UnescapeDataString(name).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private static IEnumerable<string> EnumOf(JsonElement root, JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > 4)
        {
            return [];
        }

        if (schema.TryGetProperty("$ref", out var reference) && reference.GetString() is ['#', '/', .. var path])
        {
            return EnumOf(root, path.Split('/').Aggregate(root, Step), depth + 1);
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);
        }

        string[] parts = ["allOf", "oneOf", "anyOf"];
        return (schema.TryGetProperty("items", out var items) ? EnumOf(root, items, depth + 1) : [])
            .Concat(parts.Where(part => schema.TryGetProperty(part, out _)).SelectMany(part => schema.GetProperty(part).EnumerateArray().SelectMany(one => EnumOf(root, one, depth + 1))));
    }
}
