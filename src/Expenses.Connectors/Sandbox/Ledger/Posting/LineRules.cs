using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>Account, tax rate, tags and billing of a line. A tax amount without a rate is booked as it is (codat-contract §4.5).</summary>
internal static class LineRules
{
    public static IEnumerable<Refusal> Check(PostingLine line, ExpenseType type, LedgerBooks books)
    {
        if (Account(line, type, books) is { } account)
        {
            yield return account;
        }

        if (line.TaxRateId is { } rate && TaxRate(rate, line.TaxAmount, type, books) is { } tax)
        {
            yield return tax;
        }

        if (line.TrackingIds.Count + line.CustomerIds.Count > SandboxLimits.TrackingReferences)
        {
            yield return Refusals.TooManyTags();
        }

        var billed = line.BillToCustomerId is { } customer ? line.CustomerIds.Append(customer) : line.CustomerIds;
        foreach (var refusal in line.TrackingIds.Select(id => Tracking(id, books)).Concat(billed.Select(id => ContactRules.Customer(id, books))))
        {
            if (refusal is not null)
            {
                yield return refusal;
            }
        }
    }

    private static Refusal? Account(PostingLine line, ExpenseType type, LedgerBooks books)
    {
        if (line.ItemId is not null)
        {
            return Refusals.ItemsNotSupported();
        }

        if (line.AccountId is not { } id)
        {
            return Refusals.AccountMissing();
        }

        if (!books.Accounts.TryGetValue(id, out var account))
        {
            return Refusals.UnknownAccount(id);
        }

        if (!account.IsActive)
        {
            return Refusals.ArchivedAccount(id);
        }

        return account.ValidTransactionTypes.Contains(type) ? null : Refusals.AccountNotAllowed(id, type);
    }

    private static Refusal? TaxRate(string id, decimal taxAmount, ExpenseType type, LedgerBooks books)
    {
        if (!books.TaxRates.TryGetValue(id, out var rate))
        {
            return Refusals.UnknownTaxRate(id);
        }

        if (!rate.IsActive)
        {
            return Refusals.InactiveTaxRate(id);
        }

        if (!rate.ValidTransactionTypes.Contains(type))
        {
            return Refusals.TaxRateNotAllowed(id, type);
        }

        return rate.EffectiveTaxRate == 0m && taxAmount != 0m ? Refusals.TaxOnZeroRate(id) : null;
    }

    private static Refusal? Tracking(string id, LedgerBooks books)
    {
        if (!books.Tracking.TryGetValue(id, out var category))
        {
            return Refusals.UnknownTracking(id);
        }

        return category.HasChildren ? Refusals.TrackingParent(id) : null;
    }
}
