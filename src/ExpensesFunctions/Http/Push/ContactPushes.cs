using Expenses.Core.Data;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Http.Push;

/// <summary>New and changed suppliers and customers (codat-contract B045, B046, B049, B050).</summary>
public sealed class ContactPushes(RecordPushes pushes)
{
    private const string Route = "companies/{companyId}/connections/{connectionId}/push/";

    /// <summary>Creates a supplier.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PostSupplier))]
    public Task<IResult> PostSupplier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "suppliers")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.Suppliers), RecordDrafts.Supplier, cancellationToken);

    /// <summary>Changes a supplier.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="supplierId">The ledger's id.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PutSupplier))]
    public Task<IResult> PutSupplier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "suppliers/{supplierId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        string supplierId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.Suppliers, supplierId), RecordDrafts.Supplier, cancellationToken);

    /// <summary>Creates a customer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PostCustomer))]
    public Task<IResult> PostCustomer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "customers")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.Customers), RecordDrafts.Customer, cancellationToken);

    /// <summary>Changes a customer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="customerId">The ledger's id.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the push operation.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PutCustomer))]
    public Task<IResult> PutCustomer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "customers/{customerId}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        string companyId,
        string connectionId,
        string customerId,
        CancellationToken cancellationToken) =>
        pushes.TakeAsync(
            client, request, new RecordRoute(companyId, connectionId, DataTypes.Customers, customerId), RecordDrafts.Customer, cancellationToken);
}
