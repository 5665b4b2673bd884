using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>docs/capacity.json: what was measured, what is assumed, and prices; every number by its name.</summary>
internal sealed class CapacityFile
{
    public static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Path = RepositoryRoot.File("docs", "capacity.json");

    private readonly JsonNode _root;

    private CapacityFile(JsonNode root) => _root = root;

    /// <summary>By how much a measurement may differ, as a share of what is written down, and at least by so many calls.</summary>
    public double Tolerance => (double)_root["measured"]!["tolerance"]!;

    public double LeastDifference => (double)_root["measured"]!["leastDifference"]!;

    public static CapacityFile Read() => new(JsonNode.Parse(File.ReadAllText(Path))!);

    /// <summary>Every number of the file, as `measured.sync.table`, `assumed.transactionsPerSync`, `price.tablePer10000`.</summary>
    public IReadOnlyDictionary<string, double> Numbers()
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (group, values) in _root["measured"]!["per"]!.AsObject())
        {
            foreach (var (kind, value) in values!.AsObject())
            {
                numbers[$"{group}_{kind}"] = (double)value!;
            }
        }

        foreach (var section in (string[])["assumed", "price"])
        {
            foreach (var (name, value) in _root[section]!.AsObject())
            {
                numbers[name] = (double)value!["value"]!;
            }
        }

        return numbers;
    }

    public IEnumerable<string> DriftOf(Dictionary<string, IReadOnlyDictionary<string, double>> measured) =>
        from per in _root["measured"]!["per"]!.AsObject()
        from kind in per.Value!.AsObject()
        let written = (double)kind.Value!
        let now = measured[per.Key][kind.Key]
        where Math.Abs(now - written) > Math.Max(Math.Abs(written) * Tolerance, per.Key is "transaction" or "receipt" or "entry" ? LeastDifference / 20 : LeastDifference)
        select $"{kind.Key} per {per.Key}: {written} in docs/capacity.json, {now} measured. EXPENSES_KEEP_MEASURED=1 writes the new figure; the tables of docs/operations.md follow.";

    /// <summary>With EXPENSES_KEEP_MEASURED=1 the measurement replaces what is in the file.</summary>
    public static void KeepIfAsked(Dictionary<string, IReadOnlyDictionary<string, double>> measured)
    {
        if (Environment.GetEnvironmentVariable("EXPENSES_KEEP_MEASURED") == "1")
        {
            var root = JsonNode.Parse(File.ReadAllText(Path))!;
            root["measured"]!["per"] = JsonSerializer.SerializeToNode(measured);
            File.WriteAllText(Path, root.ToJsonString(Json) + "\n");
        }
    }
}
