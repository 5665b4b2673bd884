using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Tests.Webhooks;

public sealed class DeliveryScheduleTests
{
    private static readonly WebhookConsumerId Consumer = new("consumer");

    [Fact]
    public void Default_HasTenAttemptsOver75Point6Hours()
    {
        Assert.Equal(10, DeliverySchedule.Default.Count);
        Assert.Equal(75.6, DeliverySchedule.Default.Sum(wait => wait.TotalHours), precision: 1);
        Assert.Equal(TimeSpan.Zero, DeliverySchedule.Default[0]);
    }

    [Fact]
    public void SecondsOf_AnyMessage_StaysWithinATenthAndIsTheSameAgain()
    {
        var spreads = new HashSet<double>();
        for (var number = 0; number < 500; number++)
        {
            var seconds = DeliverySchedule.SecondsOf(DeliverySchedule.Default, Message(number), Consumer);

            Assert.Equal(seconds, DeliverySchedule.SecondsOf(DeliverySchedule.Default, Message(number), Consumer));
            Assert.All(seconds.Zip(DeliverySchedule.Default), pair =>
                Assert.InRange(pair.First, (pair.Second.TotalSeconds * 0.9) - 0.001, (pair.Second.TotalSeconds * 1.1) + 0.001));
            spreads.Add(seconds[9]);
        }

        Assert.True(spreads.Count > 450, $"Only {spreads.Count} of 500 messages wait differently.");
        Assert.InRange(spreads.Average() / (24 * 3600), 0.98, 1.02);
    }

    [Fact]
    public void MessageIds_NewestFirst_SortAgainstTheirTime()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        var ids = Enumerable.Range(0, 50).Select(minute => WebhookMessageId.Of(new ClientId("c"), $"{minute}", now.AddMinutes(minute))).ToList();

        Assert.Equal(ids.Select(id => id.Value).Reverse(), ids.OrderBy(id => id.NewestFirst(), StringComparer.Ordinal).Select(id => id.Value));
        Assert.All(ids, id => Assert.True(WebhookMessageId.IsWellFormed(id.Value)));
        Assert.True(string.CompareOrdinal(WebhookMessageId.At(now.AddMinutes(10)).NewestFirst(), ids[9].NewestFirst()) < 0);
        Assert.True(string.CompareOrdinal(WebhookMessageId.At(now.AddMinutes(10)).NewestFirst(), ids[10].NewestFirst()) > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("msg_")]
    [InlineData("msg_0123456789abcdef0123456789abcde")]
    [InlineData("msg_0123456789abcdef0123456789abcdef0")]
    [InlineData("msg_0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("evt_0123456789abcdef0123456789abcdef")]
    [InlineData("msg_0123456789abcdef0123456789abcd/#")]
    public void IsWellFormed_AnythingElse_IsRefused(string text)
    {
        Assert.False(WebhookMessageId.IsWellFormed(text));
        Assert.Throws<FormatException>(() => new WebhookMessageId(text).NewestFirst());
    }

    [Fact]
    public void Of_OtherClientEventOrTime_IsAnotherMessage()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        var id = WebhookMessageId.Of(new ClientId("c"), "e", now);

        Assert.Equal(id, WebhookMessageId.Of(new ClientId("c"), "e", now));
        Assert.NotEqual(id, WebhookMessageId.Of(new ClientId("d"), "e", now));
        Assert.NotEqual(id, WebhookMessageId.Of(new ClientId("c"), "f", now));
        Assert.NotEqual(id, WebhookMessageId.Of(new ClientId("c"), "e", now.AddMilliseconds(1)));
    }

    private static WebhookMessageId Message(int number) => WebhookMessageId.Of(new ClientId("c"), $"{number}", DateTimeOffset.UnixEpoch);
}
