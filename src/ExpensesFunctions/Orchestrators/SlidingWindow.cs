namespace ExpensesFunctions.Orchestrators;

/// <summary>Bounded fan-out for orchestrators: a new item starts when one ends, so a slow item holds up nothing but itself.</summary>
internal static class SlidingWindow
{
    /// <summary>How many chunks are worked on at a time where the platform is not called.</summary>
    public const int Chunks = 4;

    /// <summary>How many chunks of a run have their receipts attached at a time.</summary>
    public const int ReceiptChunks = 2;

    /// <summary>
    /// How many chunks of a sync are pushed at a time, one request each: half of what the platform takes at a time; the
    /// other half is for the receipts of the run before.
    /// </summary>
    /// <param name="concurrentRequests">How many requests the platform takes at a time.</param>
    /// <returns>The width, 1 to <see cref="Chunks"/>.</returns>
    public static int PushChunks(int concurrentRequests) => Math.Clamp(concurrentRequests / 2, 1, Chunks);

    /// <summary>How many receipts of one chunk are attached at a time: the other half, shared by <see cref="ReceiptChunks"/>.</summary>
    /// <param name="concurrentRequests">How many requests the platform takes at a time.</param>
    /// <returns>The width, 1 or more.</returns>
    public static int Receipts(int concurrentRequests) => Math.Max(1, concurrentRequests / 2 / ReceiptChunks);

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
