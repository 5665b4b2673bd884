using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Tests.Syncs;

public sealed class SyncCountsTests
{
    [Theory]
    [InlineData(TransactionStatus.Completed, 1, 0, 0, 0, 0)]
    [InlineData(TransactionStatus.ValidationError, 0, 1, 0, 0, 0)]
    [InlineData(TransactionStatus.PushError, 0, 0, 1, 0, 0)]
    [InlineData(TransactionStatus.Pending, 0, 0, 0, 1, 0)]
    [InlineData(TransactionStatus.Unknown, 0, 0, 0, 0, 1)]
    public void Of_CountsEachStatusInItsOwnField(TransactionStatus status, int completed, int validation, int push, int pending, int unknown)
    {
        var counts = SyncCounts.Of([Row(status), Row(status)]);

        Assert.Equal(new SyncCounts(2 * completed, 2 * validation, 2 * push, 2 * pending, 2 * unknown), counts);
        Assert.Equal(2, counts.Total);
    }

    private static SyncTransaction Row(TransactionStatus status) => new(0, new TransactionId("t"), status);
}
