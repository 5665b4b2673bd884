using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Storage.Tests;

public sealed class RecordPushStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IRecordPushStore _store = storage.Get<IRecordPushStore>();

    public static TheoryData<ReferenceDraft> Drafts => new(
        new AccountDraft("501", "Parking", AccountType.Expense, "GBP", IsActive: true),
        new AccountDraft(NominalCode: null, Name: null, AccountType: null, Currency: null, IsActive: false),
        new BankAccountDraft("093", "Karte – \"zwei\"", IsCredit: true, "EUR"));

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task AddAsync_KeepsEveryKindOfRecord(ReferenceDraft draft)
    {
        var push = Push(Make.Company(), "push-1") with { Draft = draft, TimeoutInMinutes = 3, Target = "t", Force = true, ReadAfter = false };
        await _store.AddAsync(push);

        var found = (await _store.FindAsync(push.Company, push.Id))!;
        Assert.Equal(draft, found.Draft);
        Assert.Equal(push with { Refusals = [], ETag = "" }, found with { Refusals = push.Refusals, ETag = "" });
    }

    [Fact]
    public async Task AddAsync_LongestContact_Fits()
    {
        var text = string.Concat(Enumerable.Repeat("é\"", 125));
        var addresses = Enumerable.Repeat(new PostalAddress(AddressType.Delivery, text, text, text, text, text, text), 6).ToList();
        var draft = new ContactDraft(
            IsCustomer: true, text, IsActive: true, text,
            new ContactDetails { ContactName = text, EmailAddress = text, Phone = text, RegistrationNumber = text, TaxNumber = text, Addresses = addresses },
            Make.Noon);
        var push = Push(Make.Company(), "push-1") with { Draft = draft };
        await _store.AddAsync(push);

        var found = Assert.IsType<ContactDraft>((await _store.FindAsync(push.Company, push.Id))!.Draft);
        Assert.Equal((text, Make.Noon, text), (found.Name, found.SourceModified, found.Details.TaxNumber));
        Assert.Equal(addresses, found.Details.Addresses);
    }

    [Fact]
    public async Task UpdateAsync_TwoWriters_TheSecondIsTold()
    {
        var company = Make.Company();
        await _store.AddAsync(Push(company, "push-1"));
        var read = (await _store.FindAsync(company, new RecordPushId("push-1")))!;
        await _store.UpdateAsync(read with { Status = RecordPushStatus.Success, RecordId = "r-1", Completed = Make.Noon }, []);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(read with { Status = RecordPushStatus.Failed }, []));
        var found = (await _store.FindAsync(company, read.Id))!;
        Assert.Equal((RecordPushStatus.Success, "r-1"), (found.Status, found.RecordId));
    }

    [Fact]
    public async Task ListAsync_NewestFirst_NoPullsAndNothingOfOthers()
    {
        var company = Make.Company();
        await _store.AddAsync(Push(company, "old"));
        await _store.AddAsync(Push(company, "new") with { Requested = Make.Noon.AddTicks(1), Refusals = ["a", "b"] });
        await _store.AddAsync(Push(Make.Company(), "foreign"));
        await storage.Get<IPullOperationStore>().SaveAsync(
            [
                new PullOperation
                {
                    Company = company,
                    Id = new PullOperationId("pull"),
                    Connection = new ConnectionId("c"),
                    DataType = DataTypes.Suppliers,
                    Requested = Make.Noon,
                },
            ],
            []);

        var all = new List<RecordPush>();
        await foreach (var push in _store.ListAsync(company))
        {
            all.Add(push);
        }

        Assert.Equal(["new", "old"], all.Select(push => push.Id.Value));
        Assert.Equal(["a", "b"], all[0].Refusals);
        Assert.Null(await _store.FindAsync(company, new RecordPushId("foreign")));
    }

    internal static RecordPush Push(CompanyKey company, string id) => new()
    {
        Company = company,
        Id = new RecordPushId(id),
        Connection = new ConnectionId("connection"),
        DataType = DataTypes.ChartOfAccounts,
        Draft = new AccountDraft("501", "Parking", AccountType.Expense, Currency: null, IsActive: true),
        Requested = Make.Noon,
    };
}
