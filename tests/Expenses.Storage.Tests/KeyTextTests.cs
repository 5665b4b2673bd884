using System.Text.RegularExpressions;
using Expenses.Storage.Keys;

namespace Expenses.Storage.Tests;

public sealed partial class KeyTextTests
{
    [Fact]
    public void Encode_HostileIds_NeverCollideEvenWithoutCase()
    {
        var keys = Make.HostileIds.Select(KeyText.Encode).ToList();

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Encode_EveryCharacter_GivesADifferentAllowedKey()
    {
        var keys = Enumerable.Range(0, 0x10000).Select(code => KeyText.Encode(((char)code).ToString())).ToList();

        Assert.Equal(0x10000, keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(keys, key => Assert.Matches(Allowed(), key));
    }

    [Fact]
    public void Encode_HostileIds_AreAllowedAndShort() => Assert.All(Make.HostileIds, id =>
    {
        Assert.Matches(Allowed(), KeyText.Encode(id));
        Assert.InRange(KeyText.Encode(id).Length, 1, KeyText.MaxLength);
    });

    [Fact]
    public void Encode_Guid_StaysReadable() =>
        Assert.Equal("5f2b1c9e-7d3a-4f5e-8a1b-0c9d8e7f6a5b", KeyText.Encode("5f2b1c9e-7d3a-4f5e-8a1b-0c9d8e7f6a5b"));

    [Theory]
    [InlineData("A", "_41")]
    [InlineData("a/b", "a_2fb")]
    [InlineData("é", "_e9")]
    [InlineData("漢", "__6f22")]
    [InlineData("", "_x")]
    public void Encode_Character_HasItsFixedForm(string text, string key) => Assert.Equal(key, KeyText.Encode(text));

    [Fact]
    public void Encode_LoneSurrogates_StayDifferent() => Assert.NotEqual(KeyText.Encode("\ud83d"), KeyText.Encode("\ud83e"));

    [Theory]
    [InlineData("a", "b~c", "a~b", "c")]
    [InlineData("", "a", "a", "")]
    [InlineData("a/b", "c", "a", "b/c")]
    public void Join_PartsThatRunIntoEachOther_StayDifferent(string first, string second, string otherFirst, string otherSecond) =>
        Assert.NotEqual(KeyText.Join(first, second), KeyText.Join(otherFirst, otherSecond));

    [Fact]
    public void Join_FiveLongestParts_FitATableKey()
    {
        var longest = new string('漢', 255);

        Assert.InRange(KeyText.Join(longest, longest, longest, longest, longest).Length, 1, 512);
        Assert.InRange(KeyText.Join(new string('a', 96), new string('a', 96), new string('a', 96), new string('a', 96), "a").Length, 1, 512);
    }

    [GeneratedRegex("^[a-z0-9_-]+$", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Allowed();
}
