using System.Collections.Concurrent;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Tests.Fakes;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>Makes activities fail before they do anything, and the platform ask to wait.</summary>
internal sealed class Interference
{
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);
    private int _ledgerPages;
    private int _throttledPushes;
    private int _throttledUploads;

    /// <summary>The next calls of an activity fail.</summary>
    public void Fail(string activity, int times = int.MaxValue) => _failures[activity] = times;

    /// <summary>Calls of an activity wait until they are released, and fail then: however long that is, their orchestrations run.</summary>
    public void Hold(string activity) => _held[activity] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is held fails, and the calls after it are made.</summary>
    public void Release(string activity)
    {
        if (_held.TryRemove(activity, out var held))
        {
            held.SetResult();
        }
    }

    public void ReleaseAll() => _held.Keys.ToList().ForEach(Release);

    /// <summary>The next push and the next upload are put off.</summary>
    public void Throttle() => (_throttledPushes, _throttledUploads) = (1, 1);

    /// <summary>The next listing of a ledger has so many pages, all but the last without an entry.</summary>
    public void Prolong(int pages) => _ledgerPages = pages;

    public async Task InvokeAsync(FunctionContext context, Func<Task> next)
    {
        var name = context.FunctionDefinition.Name;
        if (_held.TryGetValue(name, out var held))
        {
            await held.Task;
            throw new IOException($"{name} was held up for too long.");
        }

        while (_failures.TryGetValue(name, out var left) && left > 0)
        {
            if (_failures.TryUpdate(name, left - 1, left))
            {
                throw new IOException($"{name} cannot reach what it needs.");
            }
        }

        await next();
    }

    public IAccountingConnector Around(IAccountingConnector real) => new Throttling(real, this);

    public ILedgerReader Around(ILedgerReader real) => new Prolonged(real, this);

    private static void PutOff(ref int left)
    {
        if (Interlocked.Decrement(ref left) >= 0)
        {
            throw new ConnectorException(FailureCategory.RateLimited, "sandbox.quota", "Too many requests.", TimeSpan.FromMinutes(5));
        }
    }

    private sealed class Throttling(IAccountingConnector real, Interference interference) : PassThroughConnector(real)
    {
        public override Task<PushBatchOutcome> PushAsync(
            Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default)
        {
            PutOff(ref interference._throttledPushes);
            return base.PushAsync(connection, items, cancellationToken);
        }

        public override Task<string> AttachAsync(Connection connection, AttachmentUpload upload, CancellationToken cancellationToken = default)
        {
            PutOff(ref interference._throttledUploads);
            return base.AttachAsync(connection, upload, cancellationToken);
        }
    }

    private sealed class Prolonged(ILedgerReader real, Interference interference) : ILedgerReader
    {
        public string PlatformKey => real.PlatformKey;

        public int PageSize => real.PageSize;

        public Task<LedgerEntryPage> ListAsync(Connection connection, DateTimeOffset from, string? after, CancellationToken cancellationToken = default)
            => Interlocked.Decrement(ref interference._ledgerPages) >= 0
                ? Task.FromResult(new LedgerEntryPage([], "further"))
                : real.ListAsync(connection, from, string.Equals(after, "further", StringComparison.Ordinal) ? null : after, cancellationToken);

        public Task<IReadOnlyList<LedgerEntry>> FindAsync(Connection connection, IReadOnlyList<string> recordIds, CancellationToken cancellationToken = default)
            => real.FindAsync(connection, recordIds, cancellationToken);
    }
}
