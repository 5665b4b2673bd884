using Expenses.Core.Errors;
using ExpensesFunctions.Http.Contract;

namespace ExpensesFunctions.Tests.Http;

public sealed class CollisionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Work_that_collides_now_and_then_is_done_again_until_it_does_not(int collisions)
    {
        var tries = 0;

        Assert.Equal("done", await Collisions.RepeatAsync(() =>
            tries++ < collisions ? throw new ConcurrencyConflictException("Connection c1") : Task.FromResult("done")));

        Assert.Equal(collisions + 1, tries);
    }

    [Fact]
    public async Task Work_that_collides_each_time_is_given_up()
    {
        await Assert.ThrowsAsync<ConcurrencyConflictException>(
            () => Collisions.RepeatAsync<string>(() => throw new ConcurrencyConflictException("Connection c1")));
    }

    [Fact]
    public async Task Another_failure_is_not_tried_again()
    {
        var tries = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Collisions.RepeatAsync<string>(() =>
        {
            tries++;
            throw new InvalidOperationException("a defect");
        }));

        Assert.Equal(1, tries);
    }
}
