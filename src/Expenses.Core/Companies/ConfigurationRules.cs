using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Transactions.Rules;

namespace Expenses.Core.Companies;

/// <summary>
/// A configuration against what the accounting software holds (codat-contract §4.8). Used when it is set (400), and at
/// the start of a sync, where a problem ends the sync with 4000 (§4.9).
/// </summary>
public static class ConfigurationRules
{
    /// <summary>Checks the three defaults.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="reference">What was read of the company.</param>
    /// <returns>What is wrong, by JSON pointer into the request; empty when nothing is.</returns>
    public static IReadOnlyList<ValidationItem> Check(CompanyConfiguration configuration, ReferenceIndex reference) =>
    [
        .. One("/bankAccount/id", "Bank account", configuration.BankAccountId, id => ReferenceTexts.BankAccount(id, reference.FindAccount(id))),
        .. One("/supplier/id", "Supplier", configuration.SupplierId, id => ReferenceTexts.Supplier(id, reference.FindSupplier(id))),
        .. One("/customer/id", "Customer", configuration.CustomerId, id => ReferenceTexts.Customer(id, reference.FindCustomer(id))),
    ];

    private static IEnumerable<ValidationItem> One(string pointer, string what, string id, Func<string, string?> problemOf)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            yield return new ValidationItem(pointer, $"{what} id is required.", "NotEmpty");
        }
        else if (problemOf(id) is { } problem)
        {
            yield return new ValidationItem(pointer, problem, "Reference");
        }
    }
}
