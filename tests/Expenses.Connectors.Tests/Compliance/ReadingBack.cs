using Expenses.Core.Connectors;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Fact]
    public async Task Entries_can_be_read_back_exactly_where_the_capabilities_say_so()
    {
        var platform = await StartAsync();

        Assert.Equal(platform.Connector.Capabilities.EntriesCanBeRead, platform.Reader is not null);
        Assert.Equal(platform.Connector.Platform.Key, platform.Reader?.PlatformKey ?? platform.Connector.Platform.Key);
        Assert.InRange(platform.Reader?.PageSize ?? 1, 1, 1000);
    }

    [Fact]
    public async Task An_entry_is_read_back_with_what_was_sent()
    {
        var platform = await StartAsync();
        var payment = platform.Ids.Payment(1, net: 10m).WithLine(line => line with { TaxAmount = 2m, TaxRateId = platform.Ids.TaxRate });
        var refund = platform.Ids.MoneyBack(ExpenseType.Refund, 2, net: 7.01m);
        var foreign = platform.Ids.Payment(3, net: 20m).With(t => t with { Currency = platform.Ids.ForeignCurrency, CurrencyRate = 0.781m });
        PushItem[] items = [payment, refund, foreign];
        var ids = new List<string>();
        foreach (var item in items)
        {
            ids.Add(await PushedAsync(platform, item));
        }

        var expected = items.Zip(ids, (item, id) => (id, item.Transaction.Id.Value, item.Expense().Currency, item.Expense().Total())).ToList();
        Assert.Equal(expected, (await platform.Reader!.FindAsync(platform.Connection, ids)).Select(Told).OrderBy(one => ids.IndexOf(one.RecordId)));
        Assert.Equal(expected, (await ReadAllAsync(platform)).Select(Told).OrderBy(one => ids.IndexOf(one.RecordId)));
    }

    [Fact]
    public async Task Attachments_are_read_back_with_their_entry()
    {
        var platform = await StartAsync();
        var ids = new[] { await PushedAsync(platform, platform.Ids.Payment(1)), await PushedAsync(platform, platform.Ids.Payment(2)) };
        var attached = new[]
        {
            await platform.Connector.AttachAsync(platform.Connection, Items.Upload(ids[1], Items.Bytes(10), key: "a")),
            await platform.Connector.AttachAsync(platform.Connection, Items.Upload(ids[1], Items.Bytes(20), key: "b")),
        };

        var found = (await platform.Reader!.FindAsync(platform.Connection, ids)).ToDictionary(entry => entry.RecordId);

        Assert.Empty(found[ids[0]].AttachmentIds);
        Assert.Equal(attached.Order(), found[ids[1]].AttachmentIds.Order());
    }

    [Fact]
    public async Task Entries_that_are_not_there_are_not_found()
    {
        var platform = await StartAsync();
        var id = await PushedAsync(platform, platform.Ids.Payment());

        var found = await platform.Reader!.FindAsync(platform.Connection, ["nothing", id, "jnl-9999999999"]);

        Assert.Equal(id, Assert.Single(found).RecordId);
    }

    [Fact]
    public async Task Pages_meet_every_entry_of_the_window_once_and_none_that_was_written_before()
    {
        var platform = await StartAsync();
        var items = platform.Ids.Payments((2 * platform.Reader!.PageSize) + 1);
        foreach (var batch in items.Chunk(platform.Connector.Capabilities.BatchSize))
        {
            await platform.Connector.PushAsync(platform.Connection, batch);
        }

        Assert.Equal(items.Select(item => item.Transaction.Id.Value).Order(), (await ReadAllAsync(platform)).Select(entry => entry.Reference).Order());
        Assert.Empty((await platform.Reader.ListAsync(platform.Connection, DateTimeOffset.UtcNow.AddDays(1), after: null)).Entries);
    }

    private static (string RecordId, string Reference, string Currency, decimal Amount) Told(LedgerEntry entry) =>
        (entry.RecordId, entry.Reference, entry.Currency, entry.Amount);

    private static async Task<IReadOnlyList<LedgerEntry>> ReadAllAsync(PlatformUnderTest platform)
    {
        var (entries, after) = (new List<LedgerEntry>(), (string?)null);
        do
        {
            var page = await platform.Reader!.ListAsync(platform.Connection, DateTimeOffset.UtcNow.AddDays(-1), after);
            Assert.InRange(page.Entries.Count, 0, platform.Reader.PageSize);
            entries.AddRange(page.Entries);
            after = page.Next;
        }
        while (after is not null);

        return entries;
    }
}
