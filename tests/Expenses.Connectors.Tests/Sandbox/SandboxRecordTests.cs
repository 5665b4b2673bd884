using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Sandbox;

/// <summary>New and changed records of the sandbox: its rules, and that a key writes once whatever is lost.</summary>
public sealed class SandboxRecordTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task The_same_key_again_finds_what_it_wrote()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var first = await WriteAsync(sandbox, "k1", Supplier("Quay Cafe"));
        var second = await WriteAsync(sandbox, "k1", Supplier("Quay Cafe"));

        Assert.NotNull(first.RecordId);
        Assert.Equal(first.RecordId, second.RecordId);
        var supplier = Assert.Single(await SuppliersAsync(sandbox), contact => contact.Name == "Quay Cafe");
        Assert.Equal((first.RecordId, "Ada"), (supplier.Id, supplier.Details?.ContactName));
    }

    [Fact]
    public async Task Lost_answers_write_nothing_twice()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString, ("FailAfterCommitEvery", "1"));

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => WriteAsync(sandbox, "k1", Supplier("Quay Cafe")));
            Assert.Equal(FailureCategory.UnknownOutcome, failure.Category);
        }

        Assert.Single(await SuppliersAsync(sandbox), contact => contact.Name == "Quay Cafe");
    }

    [Fact]
    public async Task Two_processes_write_side_by_side()
    {
        var one = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var two = await one.StartBesideAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => WriteAsync(i % 2 == 0 ? one : two, $"k{i}", Supplier($"Supplier {i}"))));

        Assert.Equal(8, outcomes.Select(outcome => outcome.RecordId).Distinct().Count());
        var three = await one.StartBesideAsync();
        Assert.Equal(8, (await SuppliersAsync(three)).Count(contact => contact.Name.StartsWith("Supplier ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_account_is_there_for_the_next_posting()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var account = await WriteAsync(sandbox, "a1", new AccountDraft("501", "Parking", AccountType.Expense, Currency: null, IsActive: true));
        var bank = await WriteAsync(sandbox, "b1", new BankAccountDraft(NominalCode: null, "Second card", IsCredit: true, "EUR"));

        var data = await sandbox.Connector.ReadReferenceDataAsync(sandbox.Connection);
        var parking = data.Accounts.Single(one => one.Id == account.RecordId);
        var card = data.Accounts.Single(one => one.Id == bank.RecordId);
        Assert.Equal(("501", "GBP", false, 4), (parking.NominalCode, parking.Currency, parking.IsBankAccount, parking.ValidTransactionTypes.Count));
        Assert.Equal((AccountType.Liability, "EUR", true), (card.AccountType, card.Currency, card.IsBankAccount));
    }

    public static TheoryData<ReferenceDraft, string> Refused => new()
    {
        { new AccountDraft(NominalCode: "12345678901", "Long code", AccountType.Expense, Currency: null, IsActive: true), "NominalCode must not be longer than 10 characters long." },
        { new AccountDraft(NominalCode: null, "No code", AccountType.Expense, Currency: null, IsActive: true), "NominalCode must be provided." },
        { new AccountDraft("429", "Code is taken", AccountType.Expense, Currency: null, IsActive: true), "NominalCode must be unique; '429' is taken." },
        { new AccountDraft("502", "general EXPENSES", AccountType.Expense, Currency: null, IsActive: true), "Name must be unique; 'general EXPENSES' is taken." },
        { new AccountDraft("502", "No type", AccountType: null, Currency: null, IsActive: true), "Type must be Asset, Expense, Income, Liability or Equity." },
        { new AccountDraft("502", "Foreign", AccountType.Expense, "USD", IsActive: true), "Currency must be GBP, the ledger's own; only bank accounts have another." },
        { new BankAccountDraft(NominalCode: null, Name: null, IsCredit: false, Currency: null), "AccountName must be provided." },
        { new BankAccountDraft(NominalCode: null, "No such currency", IsCredit: false, "ZZZ"), "Currency must be a currency code of ISO 4217." },
        { Supplier("Card Merchants"), "SupplierName must be unique; 'Card Merchants' is taken." },
        { Supplier(new string('n', 101)), "SupplierName must not be longer than 100 characters long." },
        { Supplier("Wrong currency") with { Currency = "ZZZ" }, "DefaultCurrency must be a currency code of ISO 4217." },
        { Supplier("") with { IsCustomer = true }, "CustomerName must be provided." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_record_against_the_rules_is_refused_by_name(ReferenceDraft draft, string reason)
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var outcome = await WriteAsync(sandbox, "k", draft);

        Assert.Null(outcome.RecordId);
        Assert.Equal([reason], outcome.Refusals);
    }

    [Fact]
    public async Task A_supplier_is_changed_and_the_same_change_again_changes_nothing()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var draft = Supplier("Card merchants renamed") with { IsActive = false };

        var first = await WriteAsync(sandbox, "u1", draft, "card-merchants");
        var modified = (await SuppliersAsync(sandbox)).Single(contact => contact.Id == "card-merchants").Modified;
        var second = await WriteAsync(sandbox, "u1", draft, "card-merchants");

        var supplier = (await SuppliersAsync(sandbox)).Single(contact => contact.Id == "card-merchants");
        Assert.Equal(("card-merchants", "card-merchants"), (first.RecordId, second.RecordId));
        Assert.Equal(("Card merchants renamed", false, modified), (supplier.Name, supplier.IsActive, supplier.Modified));
    }

    [Fact]
    public async Task A_change_of_what_the_ledger_changed_meanwhile_is_refused_unless_it_is_forced()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        await WriteAsync(sandbox, "u1", Supplier("Changed once"), "travel-desk");
        var stale = Supplier("Changed twice") with { SourceModified = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) };

        var refused = await WriteAsync(sandbox, "u2", stale, "travel-desk");
        var forced = await WriteAsync(sandbox, "u2", stale, "travel-desk", force: true);

        Assert.Null(refused.RecordId);
        Assert.Equal("travel-desk", forced.RecordId);
    }

    [Fact]
    public async Task A_change_of_nothing_is_refused()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        var outcome = await WriteAsync(sandbox, "u1", Supplier("Nobody"), "no-such-supplier");

        Assert.Equal(["there is no record with the id 'no-such-supplier'."], outcome.Refusals);
    }

    [Theory]
    [InlineData(DataTypes.ChartOfAccounts, "nominalCode,name,type,status,currency")]
    [InlineData(DataTypes.BankAccounts, "accountName,accountType,nominalCode,currency")]
    [InlineData(DataTypes.Suppliers, "supplierName,status,contactName,emailAddress,phone,defaultCurrency,registrationNumber,taxNumber,addresses")]
    [InlineData(DataTypes.TaxRates, null)]
    public async Task Models_tell_the_properties(string dataType, string? properties)
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);

        Assert.Equal(properties?.Split(','), sandbox.Records.ModelOf(dataType)?.Properties.Keys);
    }

    private static ContactDraft Supplier(string name) =>
        new(IsCustomer: false, name, IsActive: true, Currency: null, new ContactDetails { ContactName = "Ada", Addresses = [new PostalAddress(AddressType.Billing, City: "Leith")] });

    private static Task<ReferenceWriteOutcome> WriteAsync(SandboxUnderTest sandbox, string key, ReferenceDraft draft, string? record = null, bool force = false) =>
        sandbox.Records.WriteAsync(sandbox.Connection, new ReferenceWrite(key, draft, record, force));

    private static async Task<IReadOnlyList<Contact>> SuppliersAsync(SandboxUnderTest sandbox) =>
        (await sandbox.Connector.ReadReferenceDataAsync(sandbox.Connection)).Suppliers;
}
