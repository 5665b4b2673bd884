using Expenses.Core.Identifiers;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Core.Tests.Identifiers;

public sealed class DerivedIdTests(ITestOutputHelper output)
{
    // Stored rows, blob names and platforms hold these values: they may never change. Worked out apart from this code.
    [Theory]
    [InlineData("16275ef0-f5d0-8b9d-99e0-a53277549fda", "16275ef0f5d0eb9dd9e0a53277549fda", "a", "b")]
    [InlineData("d2f295bb-8c9d-890a-b782-52b52741eb32", "d2f295bb8c9d190af78252b52741eb32", "ab")]
    [InlineData("d8508e7b-2a03-8943-ae88-a39c2cf10242", "d8508e7b2a03a9436e88a39c2cf10242", "client", "company", "run-1")]
    [InlineData("612d18b5-4805-8af0-941b-e65c1c25b511", "612d18b54805caf0141be65c1c25b511", "ü€")]
    [InlineData("df3f6198-04a9-8fdb-8057-192dc43dd748", "df3f619804a92fdb4057192dc43dd748", "")]
    public void EqualParts_GiveTheIdTheyAlwaysGave(string guid, string key, params string[] parts)
    {
        Assert.Equal(guid, DerivedId.Guid(parts));
        Assert.Equal(key, DerivedId.Key(parts));
    }

    [Fact]
    public void Guid_IsOfVersion8AndTheRfcVariant()
    {
        var text = DerivedId.Guid("any", "thing");

        Assert.Equal('8', text[14]);
        Assert.Contains(text[19], "89ab");
        Assert.True(Guid.TryParseExact(text, "D", out _));
    }

    [Fact]
    public void DifferentParts_NeverRunIntoEachOther() => RandomCases.Check(output, Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        ArbMap.Default.ArbFor<NonNull<string>[]>(),
        (left, right) =>
        {
            var (a, b) = (Texts(left), Texts(right));
            return a.SequenceEqual(b) == (DerivedId.Key(a) == DerivedId.Key(b))
                && a.SequenceEqual(b) == (DerivedId.Guid(a) == DerivedId.Guid(b));
        }));

    [Fact]
    public void MovingACharacterToTheNextPart_ChangesTheId() => RandomCases.Check(output, Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString>(),
        ArbMap.Default.ArbFor<NonNull<string>>(),
        (left, right) =>
        {
            var (a, b) = (Clean(left.Get), Clean(right.Get));
            return a.Length == 0 || DerivedId.Key(a, b) != DerivedId.Key(a[..^1], a[^1] + b);
        }));

    private static string[] Texts(NonNull<string>[] values) => [.. values.Select(value => Clean(value.Get))];

    // Lone surrogates all encode as the same replacement character; ids of the contract are ASCII.
    private static string Clean(string value) => string.Concat(value.Where(c => !char.IsSurrogate(c)));
}
