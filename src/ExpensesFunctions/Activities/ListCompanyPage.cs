using ExpensesFunctions.Contracts;
using ExpensesFunctions.Rounds;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Activities;

/// <summary>Lists a page of all companies.</summary>
/// <param name="rounds">The work.</param>
public sealed class ListCompanyPage(CompanyRounds rounds)
{
    /// <summary>Runs it.</summary>
    /// <param name="round">How far it has come.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>The page.</returns>
    [Function(nameof(ListCompanyPage))]
    public Task<CompanyPageV1> RunAsync([ActivityTrigger] CompanyRoundV1 round, CancellationToken cancellationToken) =>
        rounds.ListAsync(round.After, cancellationToken);
}
