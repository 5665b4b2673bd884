using Expenses.Storage.Tables;

namespace Expenses.Storage.Tests;

public sealed class LongTextTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123😀56", 5, "123…")]
    [InlineData("12😀56", 5, "12😀…")]
    public void Cut_Text_KeepsWholeCharactersAndShowsTheCut(string text, int maxLength, string expected) =>
        Assert.Equal(expected, LongText.Cut(text, maxLength));

    [Fact]
    public void Cut_Null_StaysNull() => Assert.Null(LongText.Cut(null));
}
