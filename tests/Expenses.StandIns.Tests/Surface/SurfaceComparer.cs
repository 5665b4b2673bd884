namespace Expenses.StandIns.Tests.Surface;

/// <summary>Says what a stand-in offers that the package it stands for does not.</summary>
internal static class SurfaceComparer
{
    public static IReadOnlyList<string> Extras(IEnumerable<SurfaceType> standIn, IReadOnlyDictionary<string, SurfaceType> package) =>
        [.. standIn.SelectMany(type => package.TryGetValue(type.Name, out var real)
            ? ExtrasOf(type, real)
            : [$"{type.Name}: the package has no such type"])];

    /// <summary>
    /// What a type of ours would have to implement on the real package and need not on the stand-in: abstract members, and
    /// all of an interface. One missing here would let LocalHost compile on a stand-in only.
    /// </summary>
    public static IReadOnlyList<string> MissingObligations(IEnumerable<SurfaceType> standIn, IReadOnlyDictionary<string, SurfaceType> package) =>
        [.. standIn
            .Where(type => package.ContainsKey(type.Name))
            .SelectMany(type => ObligationsOf(package[type.Name])
                .Except(type.Members)
                .Select(member => $"{type.Name}: the stand-in lacks '{member}'"))];

    private static IEnumerable<string> ObligationsOf(SurfaceType type) =>
        type.Declaration.Contains(" interface ", StringComparison.Ordinal)
            ? type.Members
            : type.Members.Where(member => member.Contains(" abstract ", StringComparison.Ordinal));

    private static IEnumerable<string> ExtrasOf(SurfaceType type, SurfaceType real)
    {
        if (type.Declaration != real.Declaration)
        {
            yield return $"{type.Name}: declared as '{type.Declaration}', in the package '{real.Declaration}'";
        }

        foreach (var parent in type.Bases.Except(real.Bases))
        {
            yield return $"{type.Name}: is a {parent}, in the package it is not";
        }

        foreach (var member in type.Members.Except(real.Members))
        {
            yield return $"{type.Name}: the package has no '{member}'";
        }
    }
}
