using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Runs;

/// <summary>
/// What happened at the platform, in order: one entry when a push begins and one when it ends. Companies of other tests, whose
/// syncs an app on the same storage may find and go on with, are no part of it.
/// </summary>
public sealed class PlatformWatch
{
    private readonly Lock _lock = new();
    private readonly HashSet<CompanyId> _companies = [];
    private readonly List<PushMoment> _moments = [];
    private volatile TaskCompletionSource? _gate;

    public IReadOnlyList<PushMoment> Moments
    {
        get
        {
            lock (_lock)
            {
                return [.. _moments];
            }
        }
    }

    /// <summary>From now on a company's pushes are watched.</summary>
    public void Follow(string company)
    {
        lock (_lock)
        {
            _companies.Add(new CompanyId(company));
        }
    }

    /// <summary>Holds every push of the platform until it is released.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate?.TrySetResult();

    internal async Task<T> PushAsync<T>(CompanyKey company, IReadOnlyList<TransactionId> transactions, Func<Task<T>> push)
    {
        if (!IsFollowed(company))
        {
            return await push();
        }

        Add(new PushMoment(company.Company, transactions, IsBegin: true));
        try
        {
            if (_gate is { } gate)
            {
                await gate.Task;
            }

            return await push();
        }
        finally
        {
            Add(new PushMoment(company.Company, transactions, IsBegin: false));
        }
    }

    private bool IsFollowed(CompanyKey company)
    {
        lock (_lock)
        {
            return _companies.Contains(company.Company);
        }
    }

    private void Add(PushMoment moment)
    {
        lock (_lock)
        {
            _moments.Add(moment);
        }
    }
}

public sealed record PushMoment(CompanyId Company, IReadOnlyList<TransactionId> Transactions, bool IsBegin);

/// <summary>The real connector, watched.</summary>
/// <param name="real">The connector.</param>
/// <param name="watch">Where its pushes are noted.</param>
internal sealed class WatchedConnector(IAccountingConnector real, PlatformWatch watch) : PassThroughConnector(real)
{
    public override Task<PushBatchOutcome> PushAsync(
        Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellationToken = default) =>
        watch.PushAsync(connection.Company, [.. items.Select(i => i.Transaction.Id)], () => base.PushAsync(connection, items, cancellationToken));
}
