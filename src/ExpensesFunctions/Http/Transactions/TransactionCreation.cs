using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Transactions;

/// <summary>What all requests that make transactions do once their body is read (codat-contract M015, M020, B058, B077-B079).</summary>
/// <param name="support">What the platforms take.</param>
/// <param name="check">Answers dry runs.</param>
/// <param name="service">The sync service.</param>
/// <param name="putting">Puts single transactions.</param>
/// <param name="settings">Whether making transactions starts their sync, and whether they are checked before.</param>
public sealed class TransactionCreation(
    PlatformSupport support, TransactionCheck check, IExpenseSyncService service, ITransactionPutting putting, ICompanySettingsStore settings)
{
    /// <summary>Stores new transactions as a dataset.</summary>
    /// <param name="request">The request.</param>
    /// <param name="company">Whose.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="transactions">The transactions in it.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the dataset's id, or of the dry run.</returns>
    /// <exception cref="ContractException">400.</exception>
    internal async Task<JsonAnswer> StoreAsync(
        HttpRequest request, Company company, JsonBody body, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken)
    {
        if (ValidateOnly.IsAskedFor(request))
        {
            var ledger = await support.RequireLedgerAsync(company.Key, cancellationToken);
            return await check.NewAsync(company, ledger, transactions, TransactionList.ItemsPointer, cancellationToken);
        }

        var everyRule = (await settings.GetAsync(company.Key, cancellationToken)).CheckOnCreate;
        var known = everyRule
            ? await support.RequireLedgerAsync(company.Key, cancellationToken)
            : await support.FindLedgerAsync(company.Key, cancellationToken);
        if (known is not null)
        {
            await check.RequireNewAsync(company, known, transactions, TransactionList.ItemsPointer, everyRule, cancellationToken);
        }

        return JsonAnswer.Ok(new DatasetCreated(await CreateDatasetAsync(request, company, body, transactions, cancellationToken)));
    }

    /// <summary>Stores new transactions of one kind and starts their sync, unless the company's settings leave that to the caller.</summary>
    /// <param name="request">The request.</param>
    /// <param name="company">Whose.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="transactions">The transactions in it.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the sync's id, or the dataset's where none was started, or of the dry run.</returns>
    /// <exception cref="ContractException">400; 422: the company needs both connections.</exception>
    internal async Task<JsonAnswer> SyncAsync(
        HttpRequest request,
        Company company,
        JsonBody body,
        TransactionKind kind,
        IReadOnlyList<LedgerTransaction> transactions,
        CancellationToken cancellationToken)
    {
        var ledger = await support.RequireLedgerAsync(company.Key, cancellationToken);
        support.Require(ledger, kind, PushOperationKind.Create);
        if (ValidateOnly.IsAskedFor(request))
        {
            return await check.NewAsync(company, ledger, transactions, pointer: "", cancellationToken);
        }

        var wanted = await settings.GetAsync(company.Key, cancellationToken);
        await check.RequireNewAsync(company, ledger, transactions, pointer: "", wanted.CheckOnCreate, cancellationToken);
        if (!wanted.SyncOnCreate)
        {
            return JsonAnswer.Ok(new DatasetCreated(await CreateDatasetAsync(request, company, body, transactions, cancellationToken)));
        }

        var sync = new SyncId(IdempotencyKey.NewId(request, "sync", company.Key.Company.Value, body.Sha256));
        var dataset = await CreateDatasetAsync(request, company, body, transactions, cancellationToken);
        await service.InitiateSyncAsync(new SyncInitiation(company.Key, sync, [dataset]), cancellationToken);
        return JsonAnswer.Ok(new SyncCreated(sync));
    }

    /// <summary>Puts one transaction under its id and starts its sync.</summary>
    /// <param name="request">The request.</param>
    /// <param name="company">Whose.</param>
    /// <param name="put">What to put.</param>
    /// <param name="statusCode">The status of a put that is accepted (T4).</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>The sync's id, or 200 of the dry run.</returns>
    /// <exception cref="ContractException">400, 404; 422: the company needs both connections.</exception>
    internal async Task<JsonAnswer> PutAsync(
        HttpRequest request, Company company, TransactionPut put, int statusCode, CancellationToken cancellationToken)
    {
        var ledger = await support.RequireLedgerAsync(company.Key, cancellationToken);
        if (ValidateOnly.IsAskedFor(request))
        {
            return await check.OneAsync(company, ledger, await putting.PlanAsync(put, ledger, cancellationToken), cancellationToken);
        }

        var everyRule = (await settings.GetAsync(company.Key, cancellationToken)).CheckOnCreate;
        var checkedPut = put with { Check = version => check.RequireOneAsync(company, ledger, version, everyRule, cancellationToken) };
        return JsonAnswer.Of(statusCode, new SyncCreated(await putting.PutAsync(checkedPut, ledger, cancellationToken)));
    }

    private Task<DatasetId> CreateDatasetAsync(
        HttpRequest request, Company company, JsonBody body, IReadOnlyList<LedgerTransaction> transactions, CancellationToken cancellationToken)
    {
        var dataset = new DatasetId(IdempotencyKey.NewId(request, "dataset", company.Key.Company.Value, body.Sha256));
        return service.CreateDatasetAsync(company.Key, dataset, transactions, cancellationToken);
    }

    internal sealed record DatasetCreated(DatasetId DatasetId);
}
