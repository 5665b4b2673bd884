using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Steps;

/// <summary>
/// Which of an instance's stored messages are in memory: those up to a row, and never more than a bound; what comes behind
/// stays in the store until its turn. Rows of one instance come in ascending order. Used under the lock of the room.
/// </summary>
internal sealed class InboxWindow
{
    private long _readTo;
    private long _lastRow;
    private long _scannedTo;

    /// <summary>What the instance waits for before it can take the rest; null when it takes everything.</summary>
    public Blockade? Blockade { get; private set; }

    /// <summary>True when there is more in the store than in memory.</summary>
    public bool HasMore => _lastRow > _readTo;

    /// <summary>What of it has not been looked at; empty when nothing there could help.</summary>
    public (long After, long UpTo) Unseen => Blockade is null ? (_readTo, _lastRow) : (Math.Max(_readTo, _scannedTo), _lastRow);

    public bool HasUnseen => Unseen is var (after, upTo) && after < upTo;

    /// <summary>After a restart: everything up to the row is in the store, nothing in memory.</summary>
    public void Fill(long upTo)
    {
        _readTo = 0;
        _lastRow = Math.Max(_lastRow, upTo);
    }

    /// <summary>False when the message stays in the store, because memory has its share.</summary>
    public bool Admit(long row, bool hasRoom)
    {
        var inMemory = row <= _readTo || (!HasMore && hasRoom);
        _lastRow = Math.Max(_lastRow, row);
        _readTo = inMemory ? Math.Max(_readTo, row) : _readTo;
        return inMemory;
    }

    /// <summary>
    /// A step has looked at the store up to a row. Under a blockade it took only what it waited for, and the rest is read
    /// again when the blockade is gone.
    /// </summary>
    public void Advance(Blockade? before, Blockade? after, long seenTo)
    {
        if (before is null)
        {
            _readTo = Math.Max(_readTo, seenTo);
            _scannedTo = seenTo;
        }
        else
        {
            // Another lock waits for other messages: those that were passed over have to be looked at again.
            _scannedTo = string.Equals(before.Key, after?.Key, StringComparison.Ordinal) ? Math.Max(_scannedTo, seenTo) : _readTo;
        }

        Blockade = after;
    }

    /// <summary>Memory keeps only what is up to the row.</summary>
    public void Forget(long behindRow) => _readTo = behindRow;

    /// <summary>The instance was replaced: its rows are gone.</summary>
    public void Clear() => (_readTo, _lastRow, _scannedTo, Blockade) = (0, 0, 0, null);
}

/// <summary>Why messages wait although the instance is awake, e.g. a lock; only those it wants can change that.</summary>
internal sealed record Blockade(string Key, Predicate<object> Wants);
