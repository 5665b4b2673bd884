using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Fact]
    public async Task A_pushed_payment_is_on_the_books_with_its_key_reference_and_total()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment(net: 20.50m);

        var recordId = await PushedAsync(platform, item);

        var record = Assert.Single(await platform.RecordsAsync());
        Assert.Equal(
            (recordId, item.IdempotencyKey, item.Transaction.Id.Value, "Payment", 20.50m, item.Expense().Currency),
            (record.Id, record.IdempotencyKey, record.Reference, record.Type, record.Total, record.Currency));
    }

    [Theory]
    [InlineData(ExpenseType.Refund)]
    [InlineData(ExpenseType.Reward)]
    [InlineData(ExpenseType.Chargeback)]
    public async Task Money_back_is_on_the_books_with_a_negative_total(ExpenseType type)
    {
        var platform = await StartAsync();

        await PushedAsync(platform, platform.Ids.MoneyBack(type, net: 9.99m));

        var record = Assert.Single(await platform.RecordsAsync());
        Assert.Equal((type.ToString(), -9.99m), (record.Type, record.Total));
    }

    [Fact]
    public async Task Tax_is_part_of_the_total()
    {
        var platform = await StartAsync();

        await PushedAsync(platform, platform.Ids.Payment(net: 10m).WithLine(line => line with { TaxAmount = 2m, TaxRateId = platform.Ids.TaxRate }));

        Assert.Equal(12m, Assert.Single(await platform.RecordsAsync()).Total);
    }

    [Fact]
    public async Task A_foreign_payment_keeps_its_currency_and_amount()
    {
        var platform = await StartAsync();

        await PushedAsync(platform, platform.Ids.Payment(net: 20m).With(t => t with { Currency = platform.Ids.ForeignCurrency, CurrencyRate = 0.781m }));

        var record = Assert.Single(await platform.RecordsAsync());
        Assert.Equal((20m, platform.Ids.ForeignCurrency), (record.Total, record.Currency));
    }

    [Fact]
    public async Task Outcomes_come_in_the_order_of_the_items_and_name_their_transactions()
    {
        var platform = await StartAsync();
        var items = platform.Ids.Payments(5);

        var answer = await platform.Connector.PushAsync(platform.Connection, items);

        Assert.Equal(items.Select(item => item.Transaction.Id), answer.Items.Select(outcome => outcome.TransactionId));
        Assert.Null(answer.PushOperationKey);
    }

    [Fact]
    public async Task Every_item_of_a_batch_gets_a_record_of_its_own()
    {
        var platform = await StartAsync();
        var count = platform.Connector.Capabilities.BatchSize;

        var answer = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(count));

        Assert.Equal(count, answer.Items.Select(outcome => outcome.RecordId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(count, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task An_empty_batch_changes_nothing()
    {
        var platform = await StartAsync();

        var answer = await platform.Connector.PushAsync(platform.Connection, []);

        Assert.Empty(answer.Items);
        Assert.Empty(await platform.RecordsAsync());
    }

    [Fact]
    public async Task Equal_transactions_with_different_keys_are_different_records()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        await platform.Connector.PushAsync(platform.Connection, [item, platform.Ids.Payment(2)]);

        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task The_largest_number_of_lines_lands()
    {
        var platform = await StartAsync();
        var line = new ExpenseLine { NetAmount = 0.01m, AccountId = platform.Ids.Account, TrackingReferences = [new(platform.Ids.TrackingCategory)] };

        await PushedAsync(platform, platform.Ids.Payment().With(t => t with { Lines = [.. Enumerable.Repeat(line, 100)] }));

        Assert.Equal(1.00m, Assert.Single(await platform.RecordsAsync()).Total);
    }

    [Fact]
    public async Task Connections_have_books_of_their_own()
    {
        var platform = await StartAsync();
        var another = await platform.OpenAnotherAsync();
        var item = platform.Ids.Payment();

        await PushedAsync(platform, item);
        var answer = await platform.Connector.PushAsync(another, [item]);
        var found = await platform.Connector.FindRecordsAsync(another, [item.IdempotencyKey]);

        Assert.True(Assert.Single(answer.Items).IsCompleted);
        Assert.Equal(answer.Items[0].RecordId, found[item.IdempotencyKey]);
        Assert.Single(await platform.RecordsAsync());
    }
}
