using System.Text.RegularExpressions;

namespace Expenses.StandIns.Tests.Surface;

/// <summary>
/// Reads a listing of public signatures: unindented lines declare types, indented ones their members. Attributes,
/// comments, the nullability of reference types and accessors that callers cannot reach are taken off, so that what is
/// left compares with <see cref="SurfaceRenderer"/>.
/// </summary>
internal static partial class ListingReader
{
    /// <summary>Types by name. A type may be declared in several places; its members are put together.</summary>
    /// <param name="lines">The listing of one assembly.</param>
    /// <param name="isValueType">Tells structs and enumerations, whose question mark makes a type of its own.</param>
    public static IReadOnlyDictionary<string, SurfaceType> Read(IEnumerable<string> lines, Func<string, bool> isValueType)
    {
        var types = new Dictionary<string, SurfaceType>(StringComparer.Ordinal);
        SurfaceType? current = null;
        foreach (var raw in lines)
        {
            var line = Normalise(raw, isValueType);
            if (line.Length == 0 || line.StartsWith('#') || line.StartsWith("assembly ", StringComparison.Ordinal))
            {
                continue;
            }

            if (char.IsWhiteSpace(raw[0]))
            {
                current!.Members.Add(line);
                continue;
            }

            var declared = Declaration(line);
            if (!types.TryGetValue(declared.Name, out current))
            {
                types.Add(declared.Name, current = declared);
            }

            current.Bases.UnionWith(declared.Bases);
        }

        return types;
    }

    /// <summary>Names of the structs and enumerations that listings declare.</summary>
    public static IEnumerable<string> ValueTypesIn(IEnumerable<string> lines) =>
        lines.Select(line => ValueTypeDeclaration().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value);

    private static string Normalise(string raw, Func<string, bool> isValueType)
    {
        var line = Comment().Replace(raw, "").Trim();
        while (line.StartsWith('['))
        {
            line = line[(EndOfAttribute(line) + 1)..].TrimStart();
        }

        line = UnreachableAccessor().Replace(line, "");
        line = NullableMark().Replace(line, match => isValueType(match.Groups["type"].Value) ? match.Value : match.Groups["type"].Value);
        line = ClosedNullableMark().Replace(line, "${closed}");
        line = NotNull().Replace(line, match => match.Groups["more"].Success ? $" where {match.Groups["name"].Value} : " : "");
        return Blanks().Replace(line, " ");
    }

    private static int EndOfAttribute(string line)
    {
        var depth = 0;
        for (var index = 0; index < line.Length; index++)
        {
            depth += line[index] == '[' ? 1 : line[index] == ']' ? -1 : 0;
            if (depth == 0)
            {
                return index;
            }
        }

        throw new FormatException($"The attribute does not end: {line}");
    }

    private static SurfaceType Declaration(string line)
    {
        var constraints = line.IndexOf(" where ", StringComparison.Ordinal);
        var where = constraints < 0 ? "" : line[constraints..];
        var head = constraints < 0 ? line : line[..constraints];
        var colon = head.IndexOf(" : ", StringComparison.Ordinal);
        var bases = colon < 0 ? "" : head[(colon + 3)..];
        head = colon < 0 ? head : head[..colon];
        var type = new SurfaceType(NameIn(head), head + where);
        type.Bases.UnionWith(SplitTopLevel(bases));
        return type;
    }

    private static string NameIn(string head)
    {
        if (head.StartsWith("public delegate ", StringComparison.Ordinal))
        {
            head = head[..head.LastIndexOf('(')];
        }

        return TypeName().Match(head).Value;
    }

    private static IEnumerable<string> SplitTopLevel(string list)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index < list.Length; index++)
        {
            depth += list[index] == '<' ? 1 : list[index] == '>' ? -1 : 0;
            if (list[index] == ',' && depth == 0)
            {
                yield return list[start..index].Trim();
                start = index + 1;
            }
        }

        if (list.Length > start)
        {
            yield return list[start..].Trim();
        }
    }

    [GeneratedRegex(@"(^|\s+)//.*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(private protected|private|internal) (set|init|get); ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnreachableAccessor();

    [GeneratedRegex(@"(?<type>[A-Za-z_][\w.]*)\?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NullableMark();

    [GeneratedRegex(@"(?<closed>[>\]])\?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClosedNullableMark();

    [GeneratedRegex(@" where (?<name>\w+) : notnull(?<more>, )?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotNull();

    [GeneratedRegex(@"\s{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(\[.*\] )?public (readonly )?(record )?(ref )?(struct|enum) (?<name>[\w.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ValueTypeDeclaration();

    [GeneratedRegex(@"\S+(<[^()]*>)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();
}
