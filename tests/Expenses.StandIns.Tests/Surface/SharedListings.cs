using Expenses.Testing;

namespace Expenses.StandIns.Tests.Surface;

/// <summary>The listings in the folder "shared" beside the repository, from which the facts kept here were taken.</summary>
internal static class SharedListings
{
    // Value types that the listings use and do not declare.
    private static readonly HashSet<string> ForeignValueTypes = new(StringComparer.Ordinal)
    {
        "System.DateTime", "System.DateTimeOffset", "System.TimeSpan", "System.Guid", "System.Threading.CancellationToken",
        "System.Net.HttpStatusCode", "System.Text.Json.JsonElement", "Azure.ETag",
    };

    public static bool Exist => RepositoryRoot.Shared("api-surface") is not null;

    /// <summary>Types by name for each assembly that the listings describe.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, SurfaceType>> Read()
    {
        var folder = RepositoryRoot.Shared("api-surface") ?? throw new InvalidOperationException("There is no shared folder.");
        var sections = Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(file => Sections(File.ReadAllLines(file))).ToList();
        var valueTypes = ListingReader.ValueTypesIn(sections.SelectMany(section => section.Lines)).Concat(ForeignValueTypes).ToHashSet(StringComparer.Ordinal);
        return sections.ToDictionary(
            section => section.Assembly,
            section => ListingReader.Read(section.Lines, type => valueTypes.Contains(type) || (TypeNames.IsKeyword(type) && type is not ("string" or "object"))),
            StringComparer.Ordinal);
    }

    private static IEnumerable<(string Assembly, List<string> Lines)> Sections(IEnumerable<string> lines)
    {
        (string Assembly, List<string> Lines)? current = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("assembly ", StringComparison.Ordinal))
            {
                if (current is { } done)
                {
                    yield return done;
                }

                current = (line["assembly ".Length..line.IndexOf(',', StringComparison.Ordinal)], []);
            }
            else
            {
                current?.Lines.Add(line);
            }
        }

        if (current is { } last)
        {
            yield return last;
        }
    }
}
