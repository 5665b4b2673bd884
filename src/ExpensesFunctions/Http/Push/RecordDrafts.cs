using System.Text.Json;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using ExpensesFunctions.Http.Data;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Push;

/// <summary>
/// Reads the records of push requests (codat-contract §2.17). Kinds of values and lengths are checked here; what a record has
/// to say is the ledger's rule, and its refusal ends the operation.
/// </summary>
internal static class RecordDrafts
{
    private static readonly string[] NoAccountTypes = ["Unknown"];

    /// <summary>An account.</summary>
    /// <exception cref="ContractException">400.</exception>
    public static AccountDraft Account(JsonElement root) => Read(root, reader => new AccountDraft(
        Short(reader, "nominalCode"),
        Short(reader, "name"),
        TypeOf(reader),
        Short(reader, "currency"),
        Status(reader, required: false)));

    /// <summary>A bank account.</summary>
    /// <exception cref="ContractException">400.</exception>
    public static BankAccountDraft BankAccount(JsonElement root) => Read(root, reader => new BankAccountDraft(
        Short(reader, "nominalCode"),
        Short(reader, "accountName"),
        reader.Choice<BankAccountType>("accountType") == BankAccountType.Credit,
        Short(reader, "currency")));

    /// <summary>A supplier.</summary>
    /// <exception cref="ContractException">400.</exception>
    public static ContactDraft Supplier(JsonElement root) => Contact(root, isCustomer: false, "supplierName");

    /// <summary>A customer.</summary>
    /// <exception cref="ContractException">400.</exception>
    public static ContactDraft Customer(JsonElement root) => Contact(root, isCustomer: true, "customerName");

    private static ContactDraft Contact(JsonElement root, bool isCustomer, string name) => Read(root, reader => new ContactDraft(
        isCustomer,
        Short(reader, name),
        Status(reader, required: true),
        Short(reader, "defaultCurrency"),
        new ContactDetails
        {
            ContactName = Short(reader, "contactName"),
            EmailAddress = Short(reader, "emailAddress"),
            Phone = Short(reader, "phone"),
            RegistrationNumber = Short(reader, "registrationNumber"),
            TaxNumber = Short(reader, "taxNumber"),
            Addresses = Addresses(reader),
        },
        reader.Find("sourceModifiedDate") is null ? null : reader.Date("sourceModifiedDate")));

    private static List<PostalAddress> Addresses(JsonObjectReader reader)
    {
        var addresses = new List<PostalAddress>();
        foreach (var (element, index) in reader.Array("addresses", 0, RequestLimits.Addresses).Select((element, index) => (element, index)))
        {
            if (JsonObjectReader.Open(element, JsonObjectReader.Join(reader.At("addresses"), index), reader.Errors) is { } address)
            {
                addresses.Add(new PostalAddress(
                    address.Choice<AddressType>("type", required: true) ?? AddressType.Unknown,
                    Short(address, "line1"),
                    Short(address, "line2"),
                    Short(address, "city"),
                    Short(address, "region"),
                    Short(address, "country"),
                    Short(address, "postalCode")));
            }
        }

        return addresses;
    }

    // `Unknown` is a word of the contract; the ledger then asks for a type.
    private static AccountType? TypeOf(JsonObjectReader reader) =>
        reader.Find("type") is { } value && JsonTexts.TryRead(value, out var text) && NoAccountTypes.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? null
            : reader.Choice<AccountType>("type");

    private static bool Status(JsonObjectReader reader, bool required) =>
        reader.Choice<RecordStatus>("status", required) is not RecordStatus.Archived;

    private static string? Short(JsonObjectReader reader, string name) => reader.FreeText(name, RequestLimits.RecordText);

    private static T Read<T>(JsonElement root, Func<JsonObjectReader, T> read)
        where T : class
    {
        var errors = new RequestErrors();
        var draft = JsonObjectReader.Open(root, "", errors) is { } reader ? read(reader) : null;
        errors.ThrowIfAny();
        return draft!;
    }

    private enum RecordStatus
    {
        Unknown,
        Active,
        Archived,
        Pending,
    }

    private enum BankAccountType
    {
        Unknown,
        Credit,
        Debit,
    }
}
