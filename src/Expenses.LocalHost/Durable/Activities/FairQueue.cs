namespace Expenses.LocalHost.Durable.Activities;

/// <summary>Takes turns between keys, so that one with a thousand items does not hold up one with a single item.</summary>
internal sealed class FairQueue<T>
{
    private readonly Dictionary<string, Queue<T>> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    public int Count { get; private set; }

    public void Enqueue(string key, T item)
    {
        if (!_byKey.TryGetValue(key, out var items))
        {
            _byKey[key] = items = new Queue<T>();
            _turns.Enqueue(key);
        }

        items.Enqueue(item);
        Count++;
    }

    public bool TryDequeue(out T item)
    {
        if (!_turns.TryDequeue(out var key))
        {
            item = default!;
            return false;
        }

        var items = _byKey[key];
        item = items.Dequeue();
        Count--;
        if (items.Count > 0)
        {
            _turns.Enqueue(key);
        }
        else
        {
            _byKey.Remove(key);
        }

        return true;
    }
}
