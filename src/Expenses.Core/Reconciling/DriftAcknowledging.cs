using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>What somebody acknowledged of the differences of a company, so that every night tells only of what is new.</summary>
/// <param name="store">Reconciliations.</param>
/// <param name="time">The clock.</param>
public sealed class DriftAcknowledging(IReconciliationStore store, TimeProvider time)
{
    /// <summary>The reconciliation whose differences are shown and can be acknowledged: the last one that ended, or the first while it runs.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reconciliation; null when there was none.</returns>
    public async Task<Reconciliation?> FindShownAsync(CompanyKey company, CancellationToken cancellationToken) =>
        await store.FindLatestAsync(company, cancellationToken) ?? await store.FindRunningAsync(company, cancellationToken);

    /// <summary>One of the differences that are shown.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="differenceId">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The difference; null when none that is kept has that id.</returns>
    public async Task<Difference?> FindAsync(CompanyKey company, string differenceId, CancellationToken cancellationToken)
    {
        if (await FindShownAsync(company, cancellationToken) is not { } shown)
        {
            return null;
        }

        var differences = await store.ListDifferencesAsync(company, shown.Id, cancellationToken);
        return differences.FirstOrDefault(difference => string.Equals(difference.Id, differenceId, StringComparison.Ordinal));
    }

    /// <summary>Acknowledges a difference. The same words of the same person again change nothing.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="difference">The difference.</param>
    /// <param name="reason">Why it may stay.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The acknowledgement as it is kept.</returns>
    public async Task<DifferenceAcknowledgement> AcknowledgeAsync(
        CompanyKey company, Difference difference, string reason, string by, CancellationToken cancellationToken)
    {
        var before = (await store.ListAcknowledgementsAsync(company, cancellationToken)).GetValueOrDefault(difference.Id);
        var now = new DifferenceAcknowledgement(difference.Id, reason, by, time.GetUtcNow());
        if (before is not null && before with { Acknowledged = now.Acknowledged } == now)
        {
            return before;
        }

        await store.AcknowledgeAsync(company, now, cancellationToken);
        return now;
    }

    /// <summary>
    /// What of a reconciliation's differences nobody acknowledged. Acknowledgements of differences that a whole reconciliation
    /// did not find any more are forgotten: should they come back, they are news.
    /// </summary>
    /// <param name="ended">The reconciliation, ended.</param>
    /// <param name="cancellationToken">Gives up waiting; do it again.</param>
    /// <returns>Open differences by kind, and how many acknowledgements were forgotten.</returns>
    public async Task<DriftNews> SettleAsync(Reconciliation ended, CancellationToken cancellationToken)
    {
        var known = await store.ListAcknowledgementsAsync(ended.Company, cancellationToken);
        if (known.Count == 0)
        {
            return new DriftNews(ended.Differences, Forgotten: 0);
        }

        var differences = await store.ListDifferencesAsync(ended.Company, ended.Id, cancellationToken);
        var acknowledged = differences.Where(difference => known.ContainsKey(difference.Id)).CountBy(difference => difference.Kind).ToDictionary();
        var open = ended.Differences
            .Select(one => KeyValuePair.Create(one.Key, one.Value - acknowledged.GetValueOrDefault(one.Key)))
            .Where(one => one.Value > 0)
            .ToDictionary();

        // Of what was cut off, or of more than is kept, nobody can say that it is gone.
        var isWhole = ended.State == ReconciliationState.Complete && ended.Drift <= differences.Count;
        var gone = isWhole ? known.Keys.Except(differences.Select(difference => difference.Id), StringComparer.Ordinal).ToList() : [];
        await store.ForgetAcknowledgementsAsync(ended.Company, gone, cancellationToken);
        return new DriftNews(open, gone.Count);
    }
}

/// <summary>What a reconciliation found that nobody acknowledged.</summary>
/// <param name="Open">How many differences of each kind; kinds without any are left out.</param>
/// <param name="Forgotten">How many acknowledgements were forgotten, since their differences are gone.</param>
public sealed record DriftNews(IReadOnlyDictionary<DifferenceKind, int> Open, int Forgotten)
{
    /// <summary>How many there are.</summary>
    public int Count => Open.Values.Sum();
}
