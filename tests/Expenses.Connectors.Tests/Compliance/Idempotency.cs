namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Fact]
    public async Task The_same_key_twice_creates_one_record()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        var first = await PushedAsync(platform, item);
        var second = await PushedAsync(platform, item);

        Assert.Equal(first, second);
        Assert.Single(await platform.RecordsAsync());
    }

    [Fact]
    public async Task A_batch_sent_twice_gives_the_same_records_in_the_same_order()
    {
        var platform = await StartAsync();
        var items = platform.Ids.Payments(4);

        var first = await platform.Connector.PushAsync(platform.Connection, items);
        var second = await platform.Connector.PushAsync(platform.Connection, items);

        Assert.Equal(first.Items, second.Items);
        Assert.Equal(4, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_batch_of_known_and_new_keys_adds_the_new_ones()
    {
        var platform = await StartAsync();
        var known = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(3));

        var answer = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(6));

        Assert.Equal(known.Items, answer.Items.Take(3));
        Assert.All(answer.Items, outcome => Assert.True(outcome.IsCompleted));
        Assert.Equal(6, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused_and_changes_nothing()
    {
        var platform = await StartAsync();
        await PushedAsync(platform, platform.Ids.Payment(net: 10m));

        var outcome = await PushOneAsync(platform, platform.Ids.Payment(net: 11m));

        Assert.False(outcome.IsCompleted);
        Assert.EndsWith(".key_reused", outcome.Code, StringComparison.Ordinal);
        Assert.Equal(10m, Assert.Single(await platform.RecordsAsync()).Total);
    }

    [Fact]
    public async Task Trailing_zeros_are_not_other_content()
    {
        var platform = await StartAsync();

        var first = await PushedAsync(platform, platform.Ids.Payment(net: 10.5m));
        var second = await PushedAsync(platform, platform.Ids.Payment(net: 10.50m));

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_same_key_at_the_same_time_creates_one_record()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PushOneAsync(platform, item)));

        Assert.Single(outcomes.Select(outcome => outcome.RecordId).Distinct(StringComparer.Ordinal));
        Assert.Single(await platform.RecordsAsync());
    }

    [Fact]
    public async Task The_same_item_twice_in_a_batch_creates_one_record()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        var answer = await platform.Connector.PushAsync(platform.Connection, [item, item]);

        Assert.Equal(answer.Items[0], answer.Items[1]);
        Assert.Single(await platform.RecordsAsync());
    }

    [Fact]
    public async Task A_look_up_finds_what_is_there_and_only_that()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();
        var recordId = await PushedAsync(platform, item);

        var found = await platform.Connector.FindRecordsAsync(platform.Connection, [item.IdempotencyKey, "never-sent"]);

        Assert.Equal(new KeyValuePair<string, string>(item.IdempotencyKey, recordId), Assert.Single(found));
    }

    [Fact]
    public async Task A_look_up_of_a_whole_chunk_is_answered()
    {
        var platform = await StartAsync();
        await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(20));

        var found = await platform.Connector.FindRecordsAsync(
            platform.Connection, [.. platform.Ids.Payments(100).Select(item => item.IdempotencyKey)]);

        Assert.Equal(20, found.Count);
    }

    [Fact]
    public async Task A_refused_item_leaves_its_key_free_for_the_repaired_one()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        var refused = await PushOneAsync(platform, item.WithLine(line => line with { AccountId = "no-such-account" }));
        await PushedAsync(platform, item);

        Assert.False(refused.IsCompleted);
        Assert.Single(await platform.RecordsAsync());
    }
}
