using System.Text.Json;
using Expenses.LocalHost.Durable.History;

namespace Expenses.LocalHost.Replay;

/// <summary>
/// What one generation of an orchestration instance lived through, as a file: to be replayed against later code
/// (<see cref="HistoryReplay"/>). The format is described in docs/localhost.md. Stack traces and trace ids are left out:
/// no orchestrator may depend on them, and they name the machine.
/// </summary>
public sealed class StoredHistory
{
    /// <summary>The number of the format that this program writes.</summary>
    public const int Format = 1;

    internal StoredHistory(string instanceId, IEnumerable<HistoryEvent> events, string? note = null)
    {
        InstanceId = instanceId;
        Note = note;
        Events = [.. events.Select(HistoryScrubbing.Clean)];
        var started = Events.OfType<ExecutionStarted>().FirstOrDefault()
            ?? throw new InvalidDataException($"The history of '{instanceId}' has no start: the instance has not taken its first step.");
        Orchestrator = started.Name;
        Version = started.Version;
    }

    /// <summary>The orchestrator's name.</summary>
    public string Orchestrator { get; }

    /// <summary>The version the instance has; empty for none.</summary>
    public string Version { get; }

    /// <summary>The instance's id: ids that the orchestrator makes follow from it.</summary>
    public string InstanceId { get; }

    /// <summary>What happens in it, in words.</summary>
    public string? Note { get; }

    /// <summary>How many events it has.</summary>
    public int Count => Events.Count;

    internal IReadOnlyList<HistoryEvent> Events { get; }

    /// <summary>Reads a stored history.</summary>
    /// <param name="json">The text of the file.</param>
    /// <returns>The history.</returns>
    /// <exception cref="InvalidDataException">It is none, is damaged, or is of a format that this program does not know.</exception>
    public static StoredHistory Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() is var format && format != Format)
            {
                throw new InvalidDataException($"The history has the format {format}; this program reads {Format}.");
            }

            var events = root.GetProperty("events").EnumerateArray().Select(one => HistoryJson.ReadEvent(one.GetRawText()));
            return new StoredHistory(root.GetProperty("instanceId").GetString()!, events, root.TryGetProperty("note", out var note) ? note.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or NotSupportedException or FormatException)
        {
            throw new InvalidDataException($"This is no stored history: {e.Message}", e);
        }
    }

    /// <summary>The same history with other words.</summary>
    /// <param name="note">What happens in it.</param>
    /// <returns>The history.</returns>
    public StoredHistory With(string note) => new(InstanceId, Events, note);

    /// <summary>The text of its file: one line for each event, so that two versions can be compared.</summary>
    /// <returns>JSON, ending with a line break.</returns>
    public string ToJson()
    {
        var lines = new List<string>
        {
            $"  \"format\": {Format}",
            $"  \"orchestrator\": {Text(Orchestrator)}",
            $"  \"version\": {Text(Version)}",
            $"  \"instanceId\": {Text(InstanceId)}",
        };
        if (Note is not null)
        {
            lines.Add($"  \"note\": {Text(Note)}");
        }

        lines.Add($"  \"events\": [\n{string.Join(",\n", Events.Select(value => $"    {HistoryJson.Write(value)}"))}\n  ]");
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    private static string Text(string value) => JsonSerializer.Serialize(value, HistoryJson.Default.String);
}
