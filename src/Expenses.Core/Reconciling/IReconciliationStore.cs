using Expenses.Core.Identifiers;

namespace Expenses.Core.Reconciling;

/// <summary>Reconciliations: the one that runs and the last one that ended, for each company.</summary>
public interface IReconciliationStore
{
    /// <summary>Notes that one runs. Noting it again changes nothing; another one takes its place.</summary>
    /// <param name="reconciliation">The reconciliation, Running.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task BeginAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default);

    /// <summary>Keeps differences that a step found; the same step again takes the place of what it found before.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The reconciliation.</param>
    /// <param name="step">The step's number, from 0.</param>
    /// <param name="differences">At most <see cref="Reconciliation.ListedDifferences"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are stored.</returns>
    Task AddDifferencesAsync(
        CompanyKey company, string id, int step, IReadOnlyList<Difference> differences, CancellationToken cancellationToken = default);

    /// <summary>Notes how one ended, in place of the one that ended before, whose differences are forgotten.</summary>
    /// <param name="reconciliation">The reconciliation, ended.</param>
    /// <param name="cancellationToken">Gives up waiting; do it again.</param>
    /// <returns>When it is stored.</returns>
    Task EndAsync(Reconciliation reconciliation, CancellationToken cancellationToken = default);

    /// <summary>The one that runs.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reconciliation, or null.</returns>
    Task<Reconciliation?> FindRunningAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>The last one that ended.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reconciliation, or null.</returns>
    Task<Reconciliation?> FindLatestAsync(CompanyKey company, CancellationToken cancellationToken = default);

    /// <summary>The kept differences of a reconciliation, in the order they were found.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="id">The reconciliation.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>At most about <see cref="Reconciliation.ListedDifferences"/>.</returns>
    Task<IReadOnlyList<Difference>> ListDifferencesAsync(CompanyKey company, string id, CancellationToken cancellationToken = default);

    /// <summary>Keeps an acknowledgement, in place of one of the same difference.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="acknowledgement">The acknowledgement.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    Task AcknowledgeAsync(CompanyKey company, DifferenceAcknowledgement acknowledgement, CancellationToken cancellationToken = default);

    /// <summary>Forgets acknowledgements; those that are not there are no error.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="differences">The differences, by <see cref="Difference.Id"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When they are gone.</returns>
    Task ForgetAcknowledgementsAsync(CompanyKey company, IReadOnlyCollection<string> differences, CancellationToken cancellationToken = default);

    /// <summary>The acknowledgements of a company, by <see cref="Difference.Id"/>.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The acknowledgements; as many as there were differences that somebody acknowledged.</returns>
    Task<IReadOnlyDictionary<string, DifferenceAcknowledgement>> ListAcknowledgementsAsync(CompanyKey company, CancellationToken cancellationToken = default);
}
