using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Data;

/// <summary>Suppliers and customers as last read (codat-contract B043, B044, B047, B048).</summary>
public sealed class Contacts(ReferenceAccess reference)
{
    private const string SuppliersRoute = "companies/{companyId}/data/suppliers";
    private const string CustomersRoute = "companies/{companyId}/data/customers";

    /// <summary>Lists suppliers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging, query or order; 404; 409: not read yet.</exception>
    [Function(nameof(GetSuppliers))]
    public async Task<IResult> GetSuppliers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SuppliersRoute)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        // What is asked is checked before anything is read.
        _ = ListQuery<Contact>.From(request, ContactQueries.Suppliers(default));
        var (_, data) = await reference.RequireAsync(request, companyId, cancellationToken);
        var list = ListQuery<Contact>.From(request, ContactQueries.Suppliers(data.Read));
        return JsonAnswer.Ok(list.PageOf(data.Suppliers, contact => SupplierBody.Of(contact, data.Read)));
    }

    /// <summary>Gets one supplier.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="supplierId">The ledger's id.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the supplier.</returns>
    /// <exception cref="ContractException">404; 409: not read yet.</exception>
    [Function(nameof(GetSupplier))]
    public async Task<IResult> GetSupplier(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SuppliersRoute + "/{supplierId}")] HttpRequest request,
        string companyId,
        string supplierId,
        CancellationToken cancellationToken)
    {
        var (_, data) = await reference.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(SupplierBody.Of(Require(data.Suppliers, supplierId, "suppliers"), data.Read));
    }

    /// <summary>Lists customers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging, query or order; 404; 409: not read yet.</exception>
    [Function(nameof(GetCustomers))]
    public async Task<IResult> GetCustomers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CustomersRoute)] HttpRequest request,
        string companyId,
        CancellationToken cancellationToken)
    {
        // What is asked is checked before anything is read.
        _ = ListQuery<Contact>.From(request, ContactQueries.Customers(default));
        var (_, data) = await reference.RequireAsync(request, companyId, cancellationToken);
        var list = ListQuery<Contact>.From(request, ContactQueries.Customers(data.Read));
        return JsonAnswer.Ok(list.PageOf(data.Customers, contact => CustomerBody.Of(contact, data.Read)));
    }

    /// <summary>Gets one customer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="customerId">The ledger's id.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the customer.</returns>
    /// <exception cref="ContractException">404; 409: not read yet.</exception>
    [Function(nameof(GetCustomer))]
    public async Task<IResult> GetCustomer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CustomersRoute + "/{customerId}")] HttpRequest request,
        string companyId,
        string customerId,
        CancellationToken cancellationToken)
    {
        var (_, data) = await reference.RequireAsync(request, companyId, cancellationToken);
        return JsonAnswer.Ok(CustomerBody.Of(Require(data.Customers, customerId, "customers"), data.Read));
    }

    private static Contact Require(IReadOnlyList<Contact> contacts, string id, string dataType) =>
        contacts.FirstOrDefault(contact => string.Equals(contact.Id, id, StringComparison.Ordinal))
        ?? throw new ContractException(StatusCodes.Status404NotFound, $"No data available for {dataType} for ID {id}");
}
