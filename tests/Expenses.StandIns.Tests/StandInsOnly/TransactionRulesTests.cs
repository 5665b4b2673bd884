using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Expenses.StandIns.Tests.Tables;
using Expenses.Testing;

namespace Expenses.StandIns.Tests.StandInsOnly;

/// <summary>The emulator lets these pass and Azure does not: the stand-in refuses them as Azure would.</summary>
public sealed class TransactionRulesTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Submit_TwoPartitions_IsRefusedWhole()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [Add("p", "a"), Add("p", "b"), Add("q", "c")]));

        Assert.Equal(400, failure.Status);
        Assert.True(TableErrorCode.CommandsInBatchActOnDifferentPartitions == failure.ErrorCode);
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal(0, await table.QueryAsync<TableEntity>().CountAsync());
    }

    [Fact]
    public async Task Submit_TheSameRowTwice_IsRefusedWhole()
    {
        var table = await NewTableAsync();

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [Add("p", "a"), Add("p", "a")]));

        Assert.Equal(400, failure.Status);
        Assert.True(TableErrorCode.InvalidDuplicateRow == failure.ErrorCode);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.Equal(0, await table.QueryAsync<TableEntity>().CountAsync());
    }

    private static TableTransactionAction Add(string partitionKey, string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));
}
