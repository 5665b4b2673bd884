using Expenses.Telemetry.Tests.Otlp;

namespace Expenses.Telemetry.Tests.Tracing;

/// <summary>The spans of one trace as a tree, their names without the version of an orchestration (`@(1.0)`).</summary>
internal sealed class Trace
{
    private readonly Dictionary<string, Span> _byId = new(StringComparer.Ordinal);

    public Trace(string id, IEnumerable<Span> spans)
    {
        // A step that is taken again emits its spans again, with the same ids.
        foreach (var span in spans.Where(span => span.Trace == id))
        {
            _byId[span.Id] = span with { Name = span.Name.Split('@')[0] };
        }
    }

    public IReadOnlyCollection<Span> Spans => _byId.Values;

    /// <summary>Spans whose parent is not in the trace; a whole trace has one, its root.</summary>
    public IReadOnlyList<Span> Roots => [.. Spans.Where(span => !_byId.ContainsKey(span.Parent))];

    public IReadOnlyList<Span> Named(string name) => [.. Spans.Where(span => span.Name == name)];

    /// <summary>The names from a span up to the root.</summary>
    public IReadOnlyList<string> PathOf(Span span)
    {
        var path = new List<string> { span.Name };
        while (_byId.TryGetValue(span.Parent, out var parent))
        {
            path.Add(parent.Name);
            span = parent;
        }

        return path;
    }

    public override string ToString() => string.Join('\n', Spans.Select(span => $"{span.Id} <- {span.Parent} [{span.Source}] {span.Name}"));
}
