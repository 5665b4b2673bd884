using Microsoft.DurableTask;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>
/// Events by name without regard to case: unread ones wait first-in first-out, of several waiters the latest gets the
/// event, and a cancelled waiter still takes one (durable-semantics §3).
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Queue<string?>> _buffer = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Stack<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);

    private interface IWaiter
    {
        Type Type { get; }

        bool IsOver { get; }

        void Receive(string? payload);
    }

    public bool AnyoneWaits => _waiters.Values.Any(stack => stack.Any(waiter => !waiter.IsOver));

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (_buffer.TryGetValue(name, out var unread))
        {
            var payload = unread.Dequeue();
            if (unread.Count == 0)
            {
                _buffer.Remove(name);
            }

            return Task.FromResult(converter.Deserialize<T>(payload)!);
        }

        if (!_waiters.TryGetValue(name, out var stack))
        {
            _waiters[name] = stack = new Stack<IWaiter>();
        }

        if (stack.TryPeek(out var other) && other.Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {other.Type.FullName} but was requested {typeof(T).FullName}.",
                nameof(name));
        }

        var waiter = new Waiter<T>(converter);
        stack.Push(waiter);
        waiter.CancelWith(cancellation);
        return waiter.Task;
    }

    public void Receive(string name, string? payload)
    {
        if (_waiters.TryGetValue(name, out var stack))
        {
            var waiter = stack.Pop();
            if (stack.Count == 0)
            {
                _waiters.Remove(name);
            }

            waiter.Receive(payload);
            return;
        }

        if (!_buffer.TryGetValue(name, out var unread))
        {
            _buffer[name] = unread = new Queue<string?>();
        }

        unread.Enqueue(payload);
    }

    /// <summary>Empties the buffer.</summary>
    public IEnumerable<(string Name, string? Payload)> TakeUnread()
    {
        var unread = _buffer.SelectMany(pair => pair.Value.Select(payload => (pair.Key, payload))).ToList();
        _buffer.Clear();
        return unread;
    }

    private sealed class Waiter<T>(DataConverter converter) : IWaiter
    {
        private readonly TaskCompletionSource<T> _received = new();

        public Type Type => typeof(T);

        public bool IsOver => _received.Task.IsCompleted;

        public Task<T> Task => _received.Task;

        public void CancelWith(CancellationToken cancellation)
        {
            if (cancellation.CanBeCanceled)
            {
                cancellation.Register(() => _received.TrySetCanceled(cancellation));
            }
        }

        public void Receive(string? payload) => _received.TrySetResult(converter.Deserialize<T>(payload)!);
    }
}
