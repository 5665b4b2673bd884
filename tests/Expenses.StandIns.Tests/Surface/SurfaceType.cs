namespace Expenses.StandIns.Tests.Surface;

/// <summary>One public type: how it is declared, what it derives from, what it offers.</summary>
/// <param name="Name">Full name with type parameters, nested types behind a dot.</param>
/// <param name="Declaration">Modifiers, kind, name and constraints, without bases.</param>
internal sealed record SurfaceType(string Name, string Declaration)
{
    public SortedSet<string> Bases { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Members { get; } = new(StringComparer.Ordinal);
}
