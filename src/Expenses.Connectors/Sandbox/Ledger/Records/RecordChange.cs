using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Core.Connectors;
using Expenses.Core.Identifiers;
using Expenses.Core.Transactions;

namespace Expenses.Connectors.Sandbox.Ledger.Records;

/// <summary>What a write does to the books.</summary>
/// <param name="Books">The books after it; null when nothing changes.</param>
/// <param name="Outcome">What the caller is told.</param>
internal sealed record RecordChange(ReferenceData? Books, ReferenceWriteOutcome Outcome)
{
    public static RecordChange Of(ReferenceWrite write, LedgerBooks books, DateTimeOffset now) => write.Draft switch
    {
        AccountDraft draft => NewAccount(write, RecordRules.Check(draft, books), books, id => Account(id, draft, books)),
        BankAccountDraft draft => NewAccount(write, RecordRules.Check(draft, books), books, id => BankAccount(id, draft, books)),
        ContactDraft draft when write.RecordId is null => NewContact(write, draft, books, now),
        ContactDraft draft => ChangedContact(write, draft, books, now),
        _ => throw new LedgerException(LedgerError.BadRequest, "unknown_record", "The ledger does not take such records."),
    };

    private static RecordChange NewAccount(
        ReferenceWrite write, IEnumerable<string> refusals, LedgerBooks books, Func<string, LedgerAccount> make)
    {
        var id = $"acc-{write.IdempotencyKey}";
        return books.Accounts.ContainsKey(id) ? Done(id)
            : refusals.ToList() is { Count: > 0 } problems ? Refused(problems)
            : new RecordChange(books.Data with { Accounts = [.. books.Data.Accounts, make(id)] }, Told(id));
    }

    private static RecordChange NewContact(ReferenceWrite write, ContactDraft draft, LedgerBooks books, DateTimeOffset now)
    {
        var id = $"{(draft.IsCustomer ? "cus" : "sup")}-{write.IdempotencyKey}";
        var known = ContactsOf(books, draft);
        return known.Any(contact => string.Equals(contact.Id, id, StringComparison.Ordinal)) ? Done(id)
            : RecordRules.Check(draft, known).ToList() is { Count: > 0 } problems ? Refused(problems)
            : new RecordChange(With(books.Data, draft, [.. known, Contact(id, draft, now)]), Told(id));
    }

    private static RecordChange ChangedContact(ReferenceWrite write, ContactDraft draft, LedgerBooks books, DateTimeOffset now)
    {
        var known = ContactsOf(books, draft);
        var contact = known.FirstOrDefault(one => string.Equals(one.Id, write.RecordId, StringComparison.Ordinal));
        if (contact is null)
        {
            return Refused([$"there is no record with the id '{write.RecordId}'."]);
        }

        var wanted = Contact(contact.Id, draft, contact.Modified ?? now);
        if (RecordComparison.IsSame(wanted, contact))
        {
            return Done(contact.Id);
        }

        if (!write.Force && draft.SourceModified is { } seen && contact.Modified is { } modified && seen != modified)
        {
            return Refused(["the record was changed in the ledger since it was read; read it again, or use forceUpdate."]);
        }

        return RecordRules.Check(draft, known.Where(one => one != contact)).ToList() is { Count: > 0 } problems
            ? Refused(problems)
            : new RecordChange(
                With(books.Data, draft, [.. known.Select(one => one == contact ? wanted with { Modified = now } : one)]), Told(contact.Id));
    }

    private static LedgerAccount Account(string id, AccountDraft draft, LedgerBooks books) => new(
        id,
        draft.NominalCode!,
        draft.Name!,
        draft.AccountType!.Value,
        $"{draft.AccountType}.{draft.Name}",
        books.BaseCurrency,
        IsBankAccount: false,
        draft.IsActive,
        // What is owed and what belongs to the owners is no side of an expense.
        draft.AccountType is AccountType.Liability or AccountType.Equity ? [] : Enum.GetValues<ExpenseType>());

    private static LedgerAccount BankAccount(string id, BankAccountDraft draft, LedgerBooks books)
    {
        var type = draft.IsCredit ? AccountType.Liability : AccountType.Asset;
        return new LedgerAccount(
            id,
            draft.NominalCode ?? DerivedId.Key(id)[..SandboxLimits.NominalCodeCharacters],
            draft.Name!,
            type,
            $"{type}.Bank",
            draft.Currency ?? books.BaseCurrency,
            IsBankAccount: true,
            IsActive: true,
            []);
    }

    private static Contact Contact(string id, ContactDraft draft, DateTimeOffset modified) =>
        new(id, draft.Name ?? "", draft.IsActive, draft.Currency) { Details = draft.Details, Modified = modified };

    private static IReadOnlyList<Contact> ContactsOf(LedgerBooks books, ContactDraft draft) =>
        draft.IsCustomer ? books.Data.Customers : books.Data.Suppliers;

    private static ReferenceData With(ReferenceData data, ContactDraft draft, IReadOnlyList<Contact> contacts) =>
        draft.IsCustomer ? data with { Customers = contacts } : data with { Suppliers = contacts };

    private static RecordChange Done(string id) => new(Books: null, Told(id));

    private static RecordChange Refused(IReadOnlyList<string> refusals) => new(Books: null, new ReferenceWriteOutcome(RecordId: null, refusals));

    private static ReferenceWriteOutcome Told(string id) => new(id, []);
}
