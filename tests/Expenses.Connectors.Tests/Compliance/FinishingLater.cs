using Expenses.Core.Connectors;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    private static readonly PlatformBehaviour Later = new() { FinishesLater = true };

    [Fact]
    public async Task A_platform_that_finishes_later_answers_with_a_key_and_no_outcomes()
    {
        var platform = await StartAsync(Later);

        var answer = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(2));

        Assert.NotNull(answer.PushOperationKey);
        Assert.Empty(answer.Items);
        Assert.Null(await platform.Connector.FindPushOperationAsync(platform.Connection, answer.PushOperationKey));
        Assert.Empty(await platform.RecordsAsync());
    }

    [Fact]
    public async Task A_finished_operation_has_the_outcome_of_every_item()
    {
        var platform = await StartAsync(Later);
        var items = platform.Ids.Payments(3).ToList();
        items[2] = items[2] with { ContactId = "nobody" };

        var key = await AcceptedAsync(platform, items);
        await platform.FinishAsync(key);
        var outcomes = await platform.Connector.FindPushOperationAsync(platform.Connection, key);

        Assert.NotNull(outcomes);
        Assert.Equal(items.Select(item => item.Transaction.Id), outcomes.Select(outcome => outcome.TransactionId));
        Assert.Equal([true, true, false], outcomes.Select(outcome => outcome.IsCompleted));
        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task An_operation_carried_out_twice_creates_its_records_once()
    {
        var platform = await StartAsync(Later);
        var key = await AcceptedAsync(platform, platform.Ids.Payments(3));

        await platform.FinishAsync(key);
        var first = await platform.Connector.FindPushOperationAsync(platform.Connection, key);
        await platform.FinishAsync(key);
        var second = await platform.Connector.FindPushOperationAsync(platform.Connection, key);

        Assert.Equal(first, second);
        Assert.Equal(3, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task An_operation_carried_out_twice_at_the_same_time_creates_its_records_once()
    {
        var platform = await StartAsync(Later);
        var key = await AcceptedAsync(platform, platform.Ids.Payments(3));

        await Task.WhenAll(platform.FinishAsync(key), platform.FinishAsync(key), platform.FinishAsync(key));

        Assert.Equal(3, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Items_sent_again_while_their_operation_is_pending_are_booked_once()
    {
        var platform = await StartAsync(Later);
        var first = await AcceptedAsync(platform, platform.Ids.Payments(3));
        var again = await AcceptedAsync(platform, platform.Ids.Payments(3));

        await platform.FinishAsync(again);
        await platform.FinishAsync(first);

        Assert.Equal(
            await platform.Connector.FindPushOperationAsync(platform.Connection, first),
            await platform.Connector.FindPushOperationAsync(platform.Connection, again));
        Assert.Equal(3, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task Records_of_a_finished_operation_are_found_by_their_keys()
    {
        var platform = await StartAsync(Later);
        var item = platform.Ids.Payment();
        var key = await AcceptedAsync(platform, [item]);
        var before = await platform.Connector.FindRecordsAsync(platform.Connection, [item.IdempotencyKey]);

        await platform.FinishAsync(key);
        var after = await platform.Connector.FindRecordsAsync(platform.Connection, [item.IdempotencyKey]);

        Assert.Empty(before);
        Assert.Equal(Assert.Single(await platform.RecordsAsync()).Id, after[item.IdempotencyKey]);
    }

    [Fact]
    public async Task An_operation_nobody_started_is_rejected()
    {
        var platform = await StartAsync(Later);

        await FailsAsync(FailureCategory.Rejected, () => platform.Connector.FindPushOperationAsync(platform.Connection, "no-such-operation"));
    }

    private static async Task<string> AcceptedAsync(PlatformUnderTest platform, IReadOnlyList<PushItem> items)
    {
        var answer = await platform.Connector.PushAsync(platform.Connection, items);
        return answer.PushOperationKey ?? throw new InvalidOperationException("The platform answered at once.");
    }
}
