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

    /// <summary>Looks at new transactions that are about to be stored.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transactions">The transactions.</param>
    /// <param name="pointer">Where in the request their array is.</param>
    /// <param name="everyRule">Whether every rule counts, or only what the platform takes, whatever the ledger holds.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>When nothing was found.</returns>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public Task RequireNewAsync(
        Company company,
        LinkedLedger ledger,
        IReadOnlyList<LedgerTransaction> transactions,
        string pointer,
        bool everyRule,
        CancellationToken cancellationToken)
    {
        if (everyRule)
        {
            return NewAsync(company, ledger, transactions, pointer, cancellationToken);
        }

        RequireSupported(company, ledger, transactions, index => JsonObjectReader.Join(pointer, index));
        return Task.CompletedTask;
    }

    /// <summary>Looks at one transaction that is about to be put under its id.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="ledger">The company's linked ledger.</param>
    /// <param name="transaction">The version that would be written.</param>
    /// <param name="everyRule">Whether every rule counts, or only what the platform takes, whatever the ledger holds.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>When nothing was found.</returns>
    /// <exception cref="ContractException">400: every rejection.</exception>
    public Task RequireOneAsync(
        Company company, LinkedLedger ledger, LedgerTransaction transaction, bool everyRule, CancellationToken cancellationToken)
    {
        if (everyRule)
        {
            return OneAsync(company, ledger, transaction, cancellationToken);
        }

        RequireSupported(company, ledger, [transaction], _ => "");
        return Task.CompletedTask;
    }

    private static void RequireSupported(
        Company company, LinkedLedger ledger, IReadOnlyList<LedgerTransaction> transactions, Func<int, string> pointerOf)
    {
        var errors = new RequestErrors();
        foreach (var (index, transaction) in transactions.Index())
        {
            Add(errors, pointerOf(index), PlatformRules.Problems(transaction, company.Key, ledger.Connector.Capabilities));
        }

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
