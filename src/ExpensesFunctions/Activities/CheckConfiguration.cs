using Expenses.Core.Companies.Checking;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Reconciling;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ExpensesFunctions.Activities;

/// <summary>Reads a company's ledger anew and checks its configuration.</summary>
/// <param name="checking">The work.</param>
/// <param name="logger">The log.</param>
public sealed class CheckConfiguration(ConfigurationChecking checking, ILogger<CheckConfiguration> logger)
{
    /// <summary>Runs it. A fault of the platform that passes is an exception, for the retry policy.</summary>
    /// <param name="work">The company and the check's id.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What was found; nothing where there is nothing to check.</returns>
    [Function(nameof(CheckConfiguration))]
    public async Task<CheckedConfigurationV1> RunAsync([ActivityTrigger] CompanyWorkV1 work, CancellationToken cancellationToken)
    {
        var check = await checking.CheckAsync(Found.KeyOf(work.Company), work.Id, cancellationToken);
        if (check is { Problems.Count: > 0 })
        {
            logger.ConfigurationLost(work.Company.Company, check.Problems.Count);
        }

        return new CheckedConfigurationV1(check?.Problems.Count ?? 0, check?.HasNews ?? false);
    }
}
