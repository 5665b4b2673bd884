using Expenses.Core.Connectors;
using Expenses.Core.Data;

namespace Expenses.Connectors.Sandbox;

/// <summary>What new records may say in the sandbox (codat-contract B184): the rules of the ledger, told beforehand.</summary>
internal static class SandboxRecordModels
{
    public static ReferenceModel? Of(string dataType) => dataType switch
    {
        DataTypes.ChartOfAccounts => Record("Account", "An account of the chart.", new(StringComparer.Ordinal)
        {
            ["nominalCode"] = Text("Nominal code", "The code people know the account by.", true, Longest(SandboxLimits.NominalCodeCharacters), "Must be unique."),
            ["name"] = Text("Name", "The account's name.", true, Longest(SandboxLimits.RecordNameCharacters), "Must be unique."),
            ["type"] = Choice("Type", "The account's class.", true, Enum.GetNames<AccountType>()),
            ["status"] = Choice("Status", "Whether it can be booked to.", false, "Active", "Archived"),
            ["currency"] = Text("Currency", "The account's currency.", false, "Must be the ledger's own currency."),
        }),
        DataTypes.BankAccounts => Record("Bank account", "A bank or card account.", new(StringComparer.Ordinal)
        {
            ["accountName"] = Text("Name", "The account's name.", true, Longest(SandboxLimits.RecordNameCharacters), "Must be unique."),
            ["accountType"] = Choice("Type", "Credit for cards and loans, Debit for others.", true, "Credit", "Debit"),
            ["nominalCode"] = Text("Nominal code", "The code people know the account by.", false, Longest(SandboxLimits.NominalCodeCharacters), "Must be unique."),
            ["currency"] = Text("Currency", "The account's currency.", false, "Must be a currency code of ISO 4217; without one it is the ledger's own."),
        }),
        DataTypes.Suppliers => Contact("Supplier", "supplierName"),
        DataTypes.Customers => Contact("Customer", "customerName"),
        _ => null,
    };

    private static ReferenceModel Contact(string kind, string name) => Record(kind, $"A {kind.ToLowerInvariant()}.", new(StringComparer.Ordinal)
    {
        [name] = Text("Name", "The name.", true, Longest(SandboxLimits.RecordNameCharacters), "Must be unique."),
        ["status"] = Choice("Status", "Whether it can be used.", true, "Active", "Archived"),
        ["contactName"] = Text("Contact name", "The person to talk to.", false),
        ["emailAddress"] = Text("E-mail address", "An e-mail address.", false),
        ["phone"] = Text("Phone", "A telephone number.", false),
        ["defaultCurrency"] = Text("Default currency", "The only currency it trades in.", false, "Must be a currency code of ISO 4217."),
        ["registrationNumber"] = Text("Registration number", "The number in the register of companies.", false),
        ["taxNumber"] = Text("Tax number", "The tax number.", false),
        ["addresses"] = new ReferenceModel(ReferenceModelType.Array, "Addresses", "The addresses.", IsRequired: false)
        {
            Properties = new Dictionary<string, ReferenceModel>(StringComparer.Ordinal)
            {
                ["type"] = Choice("Type", "What the address is for.", true, Enum.GetNames<AddressType>()),
                ["line1"] = Text("Line 1", "The first line.", false),
                ["line2"] = Text("Line 2", "The second line.", false),
                ["city"] = Text("City", "The city.", false),
                ["region"] = Text("Region", "The region.", false),
                ["country"] = Text("Country", "The country.", false),
                ["postalCode"] = Text("Postal code", "The postal code.", false),
            },
        },
    });

    private static ReferenceModel Record(string name, string description, Dictionary<string, ReferenceModel> properties) =>
        new(ReferenceModelType.Object, name, description, IsRequired: true) { Properties = properties };

    private static ReferenceModel Text(string name, string description, bool isRequired, params string[] information) =>
        new(ReferenceModelType.String, name, description, isRequired) { Information = information };

    private static ReferenceModel Choice(string name, string description, bool isRequired, params string[] options) =>
        new(ReferenceModelType.String, name, description, isRequired) { Options = options };

    private static string Longest(int characters) => $"Must not be longer than {characters} characters long.";
}
