using Expenses.Testing;

namespace Expenses.StandIns.Tests.Testing;

public sealed class EventuallyTests
{
    [Fact]
    public async Task Get_ConditionHoldsLater_GivesTheValueThatSatisfiedIt()
    {
        var reads = 0;

        Assert.Equal(3, await Eventually.GetAsync(() => Task.FromResult(++reads), value => value == 3));
    }

    [Fact]
    public async Task Get_ConditionNeverHolds_NamesConditionAndLastValue()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.GetAsync(() => Task.FromResult<int[]>([1, 2]), values => values.Length > 2, TimeSpan.FromMilliseconds(20)));

        Assert.Contains("values.Length > 2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 2]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ReadFails_ShowsTheErrorAsTheCause()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => Eventually.GetAsync<bool>(() => throw new InvalidOperationException("not yet"), held => held, TimeSpan.FromMilliseconds(20)));

        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Contains("not yet", failure.Message, StringComparison.Ordinal);
    }
}
