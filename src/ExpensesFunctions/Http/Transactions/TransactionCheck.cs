using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>Looks at transactions before anything is stored: at every rule, as `?validateOnly=true` asks for, or at what the platform takes.</summary>
/// <param name="dryRun">The ledger's rules.</param>
/// <param name="screening">Ids that were processed.</param>
public sealed class TransactionCheck(TransactionDryRun dryRun, TransactionScreening screening)
{
    /// <summary>Checks new transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="pointer">Where in the request their array is.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200: nothing was found.</returns>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public async Task<JsonAnswer> NewAsync(
        Company company, LinkedLedger ledger, IReadOnlyList<LedgerTransaction> transactions, string pointer, CancellationToken cancellationToken)
    {
        var screened = await screening.ScreenAsync(company.Key, [.. transactions.Select(t => t.Id)], cancellationToken);
        var errors = new RequestErrors();
        foreach (var (index, transaction) in transactions.Index())
        {
            var at = JsonObjectReader.Join(pointer, index);
            if (screened.InLedger.Contains(transaction.Id))
            {
                errors.Add($"{at}/id", $"Transaction {transaction.Id} has previously been processed.", "Processed");
            }
            else if (screened.OnTheirWay.Contains(transaction.Id))
            {
                errors.Add($"{at}/id", $"Transaction {transaction.Id} is being processed.", "Processed");
            }
        }

        return await DecideAsync(company, ledger, transactions, index => JsonObjectReader.Join(pointer, index), errors, cancellationToken);
    }

    /// <summary>Checks one transaction that is put under its id.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transaction">The version that would be written.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200: nothing was found.</returns>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public Task<JsonAnswer> OneAsync(Company company, LinkedLedger ledger, LedgerTransaction transaction, CancellationToken cancellationToken) =>
        DecideAsync(company, ledger, [transaction], _ => "", new RequestErrors(), cancellationToken);

    /// <summary>Refuses what the platform does not take, whatever the ledger holds.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="pointer">Where in the request their array is.</param>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public static void RequireSupported(Company company, LinkedLedger ledger, IReadOnlyList<LedgerTransaction> transactions, string pointer)
    {
        var errors = new RequestErrors();
        foreach (var (index, transaction) in transactions.Index())
        {
            Add(errors, JsonObjectReader.Join(pointer, index), PlatformRules.Problems(transaction, company.Key, ledger.Connector.Capabilities));
        }

        errors.ThrowIfAny();
    }

    /// <summary>Refuses what the platform does not take of one transaction that is put under its id.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transaction">The version that would be written.</param>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public static void RequireSupported(Company company, LinkedLedger ledger, LedgerTransaction transaction)
    {
        var errors = new RequestErrors();
        Add(errors, "", PlatformRules.Problems(transaction, company.Key, ledger.Connector.Capabilities));
        errors.ThrowIfAny();
    }

    private async Task<JsonAnswer> DecideAsync(
        Company company,
        LinkedLedger ledger,
        IReadOnlyList<LedgerTransaction> transactions,
        Func<int, string> pointerOf,
        RequestErrors errors,
        CancellationToken cancellationToken)
    {
        var decisions = await dryRun.DecideAsync(company.Key, ledger, transactions, cancellationToken);
        foreach (var (index, decision) in decisions.Index())
        {
            Add(errors, pointerOf(index), decision.Problems);
        }

        errors.ThrowIfAny();
        return JsonAnswer.Ok(new Validated(Valid: true, transactions.Count));
    }

    private static void Add(RequestErrors errors, string pointer, IReadOnlyList<PostingProblem> problems)
    {
        foreach (var problem in problems)
        {
            errors.Add(ProblemPointer.Of(pointer, problem), problem.Message, problem.Source.ToString());
        }
    }

    internal sealed record Validated(bool Valid, int TransactionCount);
}
