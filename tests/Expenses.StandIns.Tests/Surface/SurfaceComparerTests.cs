namespace Expenses.StandIns.Tests.Surface;

/// <summary>The comparer sees what it must: each kind of difference between a fabricated type and a listing of it.</summary>
public sealed class SurfaceComparerTests
{
    private const string Namespace = "Expenses.StandIns.Tests.Surface";

    // The shape below as a listing has it: attributes, nullability, comments and unreachable accessors included.
    private static readonly string[] Listing =
    [
        "# a remark",
        $"[System.Obsolete(\"old\")] public abstract class {Namespace}.Shape<T> : System.IDisposable where T : class, new()   // @1.2",
        "  protected Shape(string? name, int size = 3)",
        "  public const int Limit = 100",
        "  public abstract System.Threading.Tasks.Task<T?> FindAsync(string? key = null, System.Threading.CancellationToken cancellation = default)   // @1.3",
        "  public int? Size { get; internal set; }",
        "  [System.Obsolete] public object this[string key] { get; set; }",
        "  public string Name { get; init; }",
        "  public override string ToString()",
        $"  public static implicit operator string({Namespace}.Shape<T> shape)",
        "  public bool TryRead(string text, out int value, params object?[] rest)",
        $"  public virtual TOther Convert<TOther>({Namespace}.ShapeKind kind = Round) where TOther : struct",
        "  public void Dispose()",
        $"public enum {Namespace}.ShapeKind",
        "  Square = 0",
        "  Round = 1",
    ];

    [Fact]
    public void Extras_ShapeAsListed_AreNone() =>
        Assert.Empty(Compare(Listing));

    [Theory]
    [InlineData("public const int Limit")]
    [InlineData("protected Shape(")]
    [InlineData("FindAsync")]
    [InlineData("int? Size")]
    [InlineData("this[string key]")]
    [InlineData("string Name")]
    [InlineData("ToString")]
    [InlineData("implicit operator")]
    [InlineData("TryRead")]
    [InlineData("Convert<TOther>")]
    [InlineData("void Dispose")]
    public void Extras_MemberThatThePackageLacks_IsNamed(string member)
    {
        var extra = Assert.Single(Compare([.. Listing.Where(line => !line.Contains(member, StringComparison.Ordinal))]));

        Assert.Contains(member, extra, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int size = 3", "int size = 4")]
    [InlineData("string? name,", "string? label,")]
    [InlineData("int? Size", "int Size")]
    [InlineData("{ get; init; }", "{ get; set; }")]
    [InlineData("{ get; internal set; }", "{ get; set; }")]
    [InlineData("= Round)", "= Square)")]
    [InlineData("out int value", "ref int value")]
    [InlineData("params object?[]", "object?[]")]
    [InlineData("public virtual TOther", "public TOther")]
    [InlineData("where TOther : struct", "where TOther : class")]
    [InlineData("class, new()", "class")]
    [InlineData("public abstract class", "public class")]
    [InlineData(" : System.IDisposable", "")]
    [InlineData("Limit = 100", "Limit = 101")]
    [InlineData("cancellation = default", "cancellation")]
    public void Extras_SignatureThatDiffers_IsNamed(string ours, string theirs)
    {
        var listing = Listing.Select(line => line.Replace(ours, theirs, StringComparison.Ordinal)).ToArray();

        Assert.NotEqual(Listing, listing);
        Assert.Single(Compare(listing));
    }

    [Fact]
    public void Extras_TypeThatThePackageLacks_IsNamed() =>
        Assert.Equal([$"{Namespace}.ShapeKind: the package has no such type"], Compare(Listing[..^3]));

    [Fact]
    public void Extras_EnumMemberWithAnotherNumber_IsNamed() =>
        Assert.Contains("Round = 1", Assert.Single(Compare([.. Listing[..^1], "  Round = 2"])), StringComparison.Ordinal);

    [Fact]
    public void Extras_PackageWithMore_AreNone() =>
        Assert.Empty(Compare([.. Listing, "  Oval = 2", "public class Some.Other.Type"]));

    [Theory]
    [InlineData("public abstract class A.B", " public abstract int Next()", true)]
    [InlineData("public interface A.B", " int Next()", true)]
    [InlineData("public class A.B", " public virtual int Next()", false)]
    public void MissingObligations_WhatTheStandInDoesNotAskFor_IsNamed(string declaration, string member, bool isNamed)
    {
        var package = ListingReader.Read([declaration, member], type => type == "int");

        var missing = SurfaceComparer.MissingObligations([new SurfaceType("A.B", declaration)], package);

        Assert.Equal(isNamed ? [$"A.B: the stand-in lacks '{member.Trim()}'"] : [], missing);
    }

    private static IReadOnlyList<string> Compare(string[] listing) =>
        SurfaceComparer.Extras(
            [SurfaceRenderer.Render(typeof(Shape<>)), SurfaceRenderer.Render(typeof(ShapeKind))],
            ListingReader.Read(listing, type => type is "int" or "System.Threading.CancellationToken"));
}
