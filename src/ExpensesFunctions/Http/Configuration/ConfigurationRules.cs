using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Configuration;

/// <summary>What the connected ledger says of a configuration (codat-contract §4.8).</summary>
internal static class ConfigurationRules
{
    /// <summary>Refuses a configuration that names what the ledger does not have.</summary>
    /// <exception cref="Expenses.Core.Errors.ContractException">400: an id is not in the ledger, not active, or no bank account.</exception>
    public static void Require(CompanyConfiguration configuration, ReferenceData ledger)
    {
        var errors = new RequestErrors();
        var account = ledger.Accounts.FirstOrDefault(one => string.Equals(one.Id, configuration.BankAccountId, StringComparison.Ordinal));
        if (account is not { IsActive: true })
        {
            errors.Add("/bankAccount/id", $"Bank account {configuration.BankAccountId} does not exist or is not active.", "Exists");
        }
        else if (!account.IsBankAccount)
        {
            errors.Add("/bankAccount/id", $"Account {account.Id} ({account.Name}) is not a bank or card account.", "BankAccount");
        }

        Require(ledger.Suppliers, configuration.SupplierId, "Supplier", "/supplier/id", errors);
        Require(ledger.Customers, configuration.CustomerId, "Customer", "/customer/id", errors);
        errors.ThrowIfAny();
    }

    private static void Require(IReadOnlyList<Contact> contacts, string id, string kind, string pointer, RequestErrors errors)
    {
        if (!contacts.Any(contact => contact.IsActive && string.Equals(contact.Id, id, StringComparison.Ordinal)))
        {
            errors.Add(pointer, $"{kind} {id} does not exist or is not active.", "Exists");
        }
    }
}
