using System.Collections.Concurrent;

namespace Expenses.LocalHost.Durable.Store;

/// <summary>Connections for reads; a reader sees the last commit before its statement.</summary>
internal sealed class StorePool(DatabaseFile file) : IDisposable
{
    private readonly ConcurrentBag<StoreReader> _free = [];
    private volatile bool _closed;

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return new Lease(this, _free.TryTake(out var reader) ? reader : new StoreReader(file.OpenReader()));
    }

    public T Read<T>(Func<StoreReader, T> query)
    {
        using var lease = Rent();
        return query(lease.Reader);
    }

    public void Dispose()
    {
        _closed = true;
        while (_free.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private void Return(StoreReader reader)
    {
        _free.Add(reader);
        if (_closed)
        {
            Dispose();
        }
    }

    internal readonly struct Lease(StorePool pool, StoreReader reader) : IDisposable
    {
        public StoreReader Reader => reader;

        public void Dispose() => pool.Return(reader);
    }
}
