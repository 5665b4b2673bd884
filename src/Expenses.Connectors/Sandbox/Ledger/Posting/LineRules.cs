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

        foreach (var refusal in Tags(line, books))
        {
            yield return refusal;
        }
    }

    /// <summary>What a line is tagged with and who it is billed on to.</summary>
    public static IEnumerable<Refusal> Tags(PostingLine line, LedgerBooks books)
    {
        var suppliers = line.SupplierIds ?? [];
        if (line.TrackingIds.Count + line.CustomerIds.Count + suppliers.Count > SandboxLimits.TrackingReferences)
        {
            yield return Refusals.TooManyTags();
        }

        var billed = line.BillToCustomerId is { } customer ? line.CustomerIds.Append(customer) : line.CustomerIds;
        var checks = line.TrackingIds.Select(id => Tracking(id, books))
            .Concat(billed.Select(id => ContactRules.Customer(id, books)))
            .Concat(suppliers.Select(id => ContactRules.Supplier(id, books)));
        foreach (var refusal in checks.OfType<Refusal>())
        {
            yield return refusal;
        }
    }

    /// <summary>An account that transfers and adjustments may use: any open one but those of the sub-ledgers.</summary>
    public static Refusal? OpenAccount(string id, LedgerBooks books)
    {
        if (!books.Accounts.TryGetValue(id, out var account))
        {
            return Refusals.UnknownAccount(id);
        }

        if (id is StandardChart.PayableAccountId or StandardChart.ReceivableAccountId)
        {
            return Refusals.SubLedgerAccount(id);
        }

        return account.IsActive ? null : Refusals.ArchivedAccount(id);
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
