using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>Stored messages for a turn, and the row up to which the store was looked at.</summary>
internal sealed record InboxPage(IReadOnlyList<Delivery> Deliveries, long SeenTo);

/// <summary>Reads what memory does not hold, no more than a bound for each step.</summary>
internal sealed class InboxPages(StorePool stores, int size)
{
    /// <summary>How many messages of an instance memory holds.</summary>
    public int Size => size;

    public InboxPage Read(string instanceId, Turn turn)
    {
        var (after, upTo) = turn.Unseen;
        var room = turn.Blockade is null ? size - turn.Deliveries.Count : size;
        var found = new List<Delivery>();
        while (after < upTo && room > 0 && found.Count == 0)
        {
            var limit = room;
            var from = after;
            var rows = stores.Read(store => store.ReadInbox(instanceId, from, upTo, limit));
            after = rows.Count < limit ? upTo : rows[^1].Row;
            found.AddRange(turn.Blockade is { } blockade ? rows.Where(row => blockade.Wants(row.Body)) : rows);
        }

        return new InboxPage(found, after);
    }
}
