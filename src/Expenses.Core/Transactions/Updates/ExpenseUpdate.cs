using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Transactions.Updates;

/// <summary>
/// A change of an expense (codat-contract §2.5, B071, B072). What is null stays as it is. Amounts, tax, bank account,
/// tracking and notes may change; a change of anything else is refused by name and not dropped in silence.
/// </summary>
public sealed record ExpenseUpdate
{
    /// <summary>The type; may not change.</summary>
    public required ExpenseType Type { get; init; }

    /// <summary>The date, UTC; its day may not change.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>The currency; may not change.</summary>
    public string? Currency { get; init; }

    /// <summary>The rate.</summary>
    public decimal? CurrencyRate { get; init; }

    /// <summary>The supplier; may not change.</summary>
    public string? SupplierId { get; init; }

    /// <summary>The bank or card account.</summary>
    public string? BankAccountId { get; init; }

    /// <summary>The merchant; may not change.</summary>
    public string? MerchantName { get; init; }

    /// <summary>The memo.</summary>
    public string? Notes { get; init; }

    /// <summary>False to post what is a draft (codat-contract B068); what is posted cannot become a draft again.</summary>
    public bool? PostAsDraft { get; init; }

    /// <summary>The lines; as many as before, each on the account it was on.</summary>
    public IReadOnlyList<ExpenseLine>? Lines { get; init; }

    /// <summary>Applies the change.</summary>
    /// <param name="previous">The version in the ledger.</param>
    /// <param name="capabilities">What the platform can do.</param>
    /// <returns>The changed expense, still with the previous version's number.</returns>
    /// <exception cref="ContractException">400: every value that may not change.</exception>
    public ExpenseTransaction Apply(ExpenseTransaction previous, PlatformCapabilities capabilities)
    {
        List<ValidationItem> refused = [.. Fixed(previous), .. FixedAccounts(previous)];
        if (!capabilities.BankAccountUpdates && Differs(BankAccountId, previous.BankAccountId))
        {
            refused.Add(Refusal("/bankAccountRef/id", "the bank account", previous.BankAccountId));
        }

        if (capabilities.Drafts && PostAsDraft == true && !previous.PostAsDraft)
        {
            refused.Add(new ValidationItem("/postAsDraft", "An update cannot make a draft of what is posted.", "NotUpdatable"));
        }

        if (refused.Count > 0)
        {
            throw Refusals.Invalid(refused);
        }

        return previous with
        {
            CurrencyRate = CurrencyRate ?? previous.CurrencyRate,
            BankAccountId = BankAccountId ?? previous.BankAccountId,
            Notes = Notes ?? previous.Notes,
            PostAsDraft = PostAsDraft ?? previous.PostAsDraft,
            Lines = Lines is null ? previous.Lines : [.. Lines.Zip(previous.Lines, Merge)],
        };
    }

    // A line is sent whole, but who it is billed on to is none of what an update changes, so its absence says nothing.
    private static ExpenseLine Merge(ExpenseLine line, ExpenseLine previous) => line with
    {
        InvoiceToCustomerId = line.InvoiceToCustomerId ?? previous.InvoiceToCustomerId,
    };

    private IEnumerable<ValidationItem> Fixed(ExpenseTransaction previous)
    {
        if (Type != previous.Type)
        {
            yield return Refusal("/type", "the type", previous.Type.ToString());
        }

        if (IssueDate.UtcDateTime.Date != previous.IssueDate.UtcDateTime.Date)
        {
            yield return Refusal("/issueDate", "the date", $"{previous.PostingDay():yyyy-MM-dd}");
        }

        if (Differs(Currency, previous.Currency))
        {
            yield return Refusal("/currency", "the currency", previous.Currency);
        }

        if (Differs(SupplierId, previous.SupplierId))
        {
            yield return Refusal("/contactRef/id", "the supplier", previous.SupplierId);
        }

        if (Differs(MerchantName, previous.MerchantName))
        {
            yield return Refusal("/merchantName", "the merchant", previous.MerchantName);
        }
    }

    private IEnumerable<ValidationItem> FixedAccounts(ExpenseTransaction previous)
    {
        if (Lines is null)
        {
            yield break;
        }

        if (Lines.Count != previous.Lines.Count)
        {
            yield return Refusal("/lines", "the number of lines", $"{previous.Lines.Count}");
            yield break;
        }

        foreach (var (number, line) in Lines.Index())
        {
            var before = previous.Lines[number];
            if (Differs(line.AccountId, before.AccountId))
            {
                yield return Refusal($"/lines/{number}/accountRef/id", "a line's account", before.AccountId);
            }

            if (Differs(line.ItemId, before.ItemId))
            {
                yield return Refusal($"/lines/{number}/itemRef/id", "a line's item", before.ItemId);
            }

            if (Differs(line.InvoiceToCustomerId, before.InvoiceToCustomerId))
            {
                yield return Refusal($"/lines/{number}/invoiceTo/id", "who a line is billed on to", before.InvoiceToCustomerId);
            }
        }
    }

    private static bool Differs(string? wanted, string? previous) =>
        wanted is not null && !string.Equals(wanted, previous, StringComparison.Ordinal);

    private static ValidationItem Refusal(string pointer, string what, string? previous) => new(
        pointer,
        previous is null ? $"An update cannot change {what}, which was not given." : $"An update cannot change {what}, which is {previous}.",
        "NotUpdatable");
}
