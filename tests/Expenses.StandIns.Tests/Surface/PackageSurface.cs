namespace Expenses.StandIns.Tests.Surface;

/// <summary>
/// The surface of the real packages: facts kept with this project, one file per assembly, in the form that
/// <see cref="ListingReader"/> reads and <see cref="Write"/> writes.
/// </summary>
internal static class PackageSurface
{
    public static IReadOnlyDictionary<string, SurfaceType> Of(string assemblyName)
    {
        var resource = $"Listings/{assemblyName}.txt";
        using var stream = typeof(PackageSurface).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"No listing of {assemblyName}: Surface/{resource} is missing.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd().Split('\n'));
    }

    public static IEnumerable<string> Write(IReadOnlyDictionary<string, SurfaceType> types)
    {
        foreach (var type in types.Values.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            var where = type.Declaration.IndexOf(" where ", StringComparison.Ordinal);
            var head = where < 0 ? type.Declaration : type.Declaration[..where];
            var bases = type.Bases.Count == 0 ? "" : $" : {string.Join(", ", type.Bases)}";
            yield return $"{head}{bases}{(where < 0 ? "" : type.Declaration[where..])}";
            foreach (var member in type.Members)
            {
                yield return $" {member}";
            }
        }
    }

    // The kept facts have no nullable reference types any more: every question mark left belongs to a value type.
    private static IReadOnlyDictionary<string, SurfaceType> Read(IEnumerable<string> lines) => ListingReader.Read(lines, _ => true);
}
