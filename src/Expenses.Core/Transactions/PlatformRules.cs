using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Transactions;

/// <summary>
/// What a platform does not take of a transaction, whatever the company's ledger holds: types, suppliers, items, billing,
/// payable accounts (codat-contract §4.3, §4.6). It is known when the request comes in, without a call of the platform.
/// </summary>
public static class PlatformRules
{
    private static readonly ReferenceIndex NothingRead =
        new(new ReferenceData(BaseCurrency: "", Accounts: [], TaxRates: [], TrackingCategories: [], Suppliers: [], Customers: [], DateTimeOffset.MinValue));

    /// <summary>Finds what the platform does not take.</summary>
    /// <param name="transaction">The transaction, of any kind.</param>
    /// <param name="company">Whose.</param>
    /// <param name="capabilities">The platform.</param>
    /// <returns>The problems; empty when the ledger's own data decides.</returns>
    /// <exception cref="ArgumentException">A kind of transaction that has no rules.</exception>
    public static IReadOnlyList<PostingProblem> Problems(LedgerTransaction transaction, CompanyKey company, PlatformCapabilities capabilities)
    {
        // The rules of a push, so that request and sync cannot disagree; of what they miss in an empty ledger nothing counts here.
        var context = new PostingContext(company, Configuration: null, NothingRead, capabilities);
        return [.. PostingRules.Decide(transaction, context).Problems.Where(problem => problem.Source == ProblemSource.Platform)];
    }
}
