namespace ExpensesFunctions.Orchestrators;

/// <summary>Bounded fan-out for orchestrators: a new item starts when one ends, so a slow item holds up nothing but itself.</summary>
internal static class SlidingWindow
{
    /// <summary>How many sub-orchestrations of one parent run at a time.</summary>
    public const int Chunks = 4;

    /// <summary>How many activities of one sub-orchestration run at a time.</summary>
    public const int Items = 8;

    /// <summary>Runs the work on every item, at most <paramref name="width"/> at a time. Deterministic: durable tasks only.</summary>
    /// <typeparam name="TItem">The item.</typeparam>
    /// <typeparam name="TResult">Its result.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="width">How many at a time.</param>
    /// <param name="work">Starts the durable task of an item.</param>
    /// <returns>The results in the order of the items.</returns>
    /// <exception cref="Microsoft.DurableTask.TaskFailedException">An item failed; the others were awaited first.</exception>
    public static async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items, int width, Func<TItem, Task<TResult>> work)
    {
        var started = new List<Task<TResult>>();
        var open = new List<Task<TResult>>(width);
        foreach (var item in items)
        {
            if (open.Count == width)
            {
                open.Remove(await Task.WhenAny(open));
            }

            var task = work(item);
            started.Add(task);
            open.Add(task);
        }

        return await Task.WhenAll(started);
    }
}
