using Azure.Data.Tables;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Reconciling;
using Expenses.Core.Syncs;
using Expenses.Storage.Reconciling;

namespace Expenses.Storage.Tests;

public sealed class ReconciliationStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IReconciliationStore _store = storage.Get<IReconciliationStore>();

    [Fact]
    public async Task Reconciliation_BegunAndEnded_GivesEveryField()
    {
        var begun = New(Make.Company(), "r/1");
        await _store.BeginAsync(begun);
        Assert.Equivalent(begun, await _store.FindRunningAsync(begun.Company), strict: true);
        Assert.Null(await _store.FindLatestAsync(begun.Company));

        var ended = begun with
        {
            State = ReconciliationState.Failed,
            Ended = Make.Noon.AddHours(1).AddTicks(7),
            Recorded = LedgerTotals.Of([("GBP", 12.345678m), ("EUR", -1m)]),
            Ledger = LedgerTotals.Of([("GBP", 0.01m)]),
            Differences = new Dictionary<DifferenceKind, int> { [DifferenceKind.AttachmentMissing] = 3 },
            Unverified = 4,
            Reason = "why",
        };
        await _store.EndAsync(ended);

        Assert.Equivalent(ended, await _store.FindLatestAsync(begun.Company), strict: true);
        Assert.Null(await _store.FindRunningAsync(begun.Company));
        Assert.Null(await _store.FindLatestAsync(begun.Company with { Client = new ClientId("other") }));
    }

    [Fact]
    public async Task Differences_AStepDoneAgain_TakesThePlaceOfWhatItFoundBefore()
    {
        var company = Make.Company();
        await _store.AddDifferencesAsync(company, "r", 1, [Missing("b"), Missing("c"), Missing("d")]);
        await _store.AddDifferencesAsync(company, "r", 0, [Missing("a")]);
        await _store.AddDifferencesAsync(company, "r", 10, [Missing("z")]);
        await _store.AddDifferencesAsync(company, "r2", 1, [Missing("other")]);

        await _store.AddDifferencesAsync(company, "r", 1, [Missing("b") with { Sync = null }]);

        Difference[] expected = [Missing("a"), Missing("b") with { Sync = null }, Missing("z")];
        Assert.Equal(expected, await _store.ListDifferencesAsync(company, "r"));
    }

    [Fact]
    public async Task End_ForgetsTheDifferencesOfOthers_NotOfOneThatRuns()
    {
        var company = Make.Company();
        foreach (var id in (string[])["old", "mine", "running"])
        {
            await _store.AddDifferencesAsync(company, id, 0, [Missing(id)]);
        }

        await _store.BeginAsync(New(company, "running"));
        await _store.EndAsync(New(company, "mine"));

        Assert.Empty(await _store.ListDifferencesAsync(company, "old"));
        Assert.Single(await _store.ListDifferencesAsync(company, "mine"));
        Assert.Single(await _store.ListDifferencesAsync(company, "running"));
        Assert.Equal("running", (await _store.FindRunningAsync(company))!.Id);
    }

    [Fact]
    public async Task End_WhoeverSeesIt_FindsNoneRunning_AndWhatTheNextOneFoundStays()
    {
        var company = Make.Company();
        await _store.BeginAsync(New(company, "first"));
        await _store.AddDifferencesAsync(company, "before", 0, [Missing("old")]);
        var hasNext = false;
        using var transport = new WatchedTransport(async () =>
        {
            if (!hasNext && await _store.FindLatestAsync(company) is not null)
            {
                Assert.Null(await _store.FindRunningAsync(company));
                hasNext = true;
                await _store.BeginAsync(New(company, "next"));
                await _store.AddDifferencesAsync(company, "next", 0, [Missing("new")]);
            }
        });

        await new TableReconciliationStore(
            new TableServiceClient(storage.ConnectionString, new TableClientOptions { Transport = transport }), storage.Get<StorageNames>())
            .EndAsync(New(company, "first"));

        Assert.True(hasNext);
        Assert.Equal("next", (await _store.FindRunningAsync(company))!.Id);
        Assert.Single(await _store.ListDifferencesAsync(company, "next"));
        Assert.Empty(await _store.ListDifferencesAsync(company, "before"));
    }

    [Fact]
    public async Task Acknowledgements_AreKeptBesideReconciliations_AndForgottenOneByOne()
    {
        var company = Make.Company();
        var acknowledgement = new DifferenceAcknowledgement("d/1", "é'\"\n" + new string('漢', 1000), "Ada", Make.Noon.AddTicks(7));
        await _store.AcknowledgeAsync(company, acknowledgement with { Reason = "before" });
        await _store.AcknowledgeAsync(company, acknowledgement);
        await _store.AcknowledgeAsync(company, acknowledgement with { DifferenceId = "d" });
        await _store.AddDifferencesAsync(company, "r", 0, [Missing("a")]);
        await _store.EndAsync(New(company, "other"));

        var kept = await _store.ListAcknowledgementsAsync(company);

        Assert.Equal(["d", "d/1"], kept.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(acknowledgement, kept["d/1"]);
        Assert.Empty(await _store.ListAcknowledgementsAsync(company with { Client = new ClientId("other") }));
        await _store.ForgetAcknowledgementsAsync(company, ["d", "never there"]);
        Assert.Equal(["d/1"], (await _store.ListAcknowledgementsAsync(company)).Keys);
    }

    [Fact]
    public async Task ConfigurationCheck_Saved_GivesEveryFieldAndGoesWithItsCompany()
    {
        var checks = storage.Get<IConfigurationCheckStore>();
        var companies = storage.Get<ICompanyStore>();
        var company = new Company(Make.Company(), "Name", "", Make.Noon);
        await companies.AddAsync(company);
        var check = new ConfigurationCheck(
            company.Key,
            "check",
            new CompanyConfiguration("bank", "supplier", "customer"),
            Make.Noon,
            [new ConfigurationProblem(ConfigurationUse.TaxRate, "é'\"", ConfigurationLoss.Archived)],
            HasNews: true);

        await checks.SaveAsync(check);
        Assert.Equivalent(check, await checks.FindAsync(company.Key), strict: true);
        Assert.NotNull(await companies.FindWithConnectionsAsync(company.Key));

        await companies.DeleteAsync(company);
        Assert.Null(await checks.FindAsync(company.Key));
    }

    [Fact]
    public async Task ConfigurationCheck_MoreThanARowHolds_KeepsTheFirstOnes()
    {
        var checks = storage.Get<IConfigurationCheckStore>();
        var check = new ConfigurationCheck(
            Make.Company(),
            "check",
            new CompanyConfiguration("bank", "supplier", "customer"),
            Make.Noon,
            [.. Enumerable.Range(0, ConfigurationCheck.ListedProblems)
                .Select(i => new ConfigurationProblem(ConfigurationUse.Account, $"{i}{new string('漢', 97)}", ConfigurationLoss.NotABankAccount)),],
            HasNews: false);

        await checks.SaveAsync(check);

        var kept = (await checks.FindAsync(check.Company))!.Problems;
        Assert.NotEmpty(kept);
        Assert.Equal(check.Problems.Take(kept.Count), kept);
    }

    [Fact]
    public async Task SyncsFromAPlace_AreThatOneAndOlderOnes()
    {
        var syncs = storage.Get<ISyncStore>();
        var company = Make.Company();
        foreach (var (id, minutes) in ((string, int)[])[("a", 0), ("b", 1), ("c", 1), ("d", 2)])
        {
            await syncs.AddAsync(Make.Sync(company, id, TimeSpan.FromMinutes(minutes)));
        }

        Assert.Equal("bca", await IdsAsync(syncs, company, new SyncPlace(Make.Noon.AddMinutes(1))));
        Assert.Equal("ca", await IdsAsync(syncs, company, new SyncPlace(Make.Noon.AddMinutes(1), "c")));
        Assert.Equal("", await IdsAsync(syncs, company, new SyncPlace(Make.Noon.AddTicks(-1))));
    }

    [Fact]
    public async Task CompaniesBehindAPlace_AreTheOlderOnes()
    {
        var companies = storage.Get<ICompanyStore>();
        var client = new ClientId("client-of-places");
        for (var i = 0; i < 4; i++)
        {
            await companies.AddAsync(new Company(new CompanyKey(client, new CompanyId($"c{i}")), "Name", "", Make.Noon.AddMinutes(i / 2)));
        }

        var all = await companies.ListAsync(client, after: null).ToListAsync();
        var rest = await companies.ListAsync(client, new CompanyPlace(all[1].Created, all[1].Key.Company)).ToListAsync();

        Assert.Equal(4, all.Count);
        Assert.Equal(all.Skip(2).Select(one => one.Key), rest.Select(one => one.Key));
    }

    [Fact]
    public async Task AttachmentsOfTransactions_AreTheirsOnly()
    {
        var attachments = storage.Get<IAttachmentIntentStore>();
        var company = Make.Company();
        foreach (var (transaction, hash) in ((string, string)[])[("t", "1"), ("t", "2"), ("t2", "1"), ("other", "1")])
        {
            await attachments.SaveAsync(new AttachmentIntent { Company = company, TransactionId = new TransactionId(transaction), Sha256 = hash });
        }

        var found = await attachments.ListAsync(company, [new TransactionId("t"), new TransactionId("t2"), new TransactionId("none")]);

        Assert.Equal(["t/1", "t/2", "t2/1"], found.Select(one => $"{one.TransactionId}/{one.Sha256}").Order(StringComparer.Ordinal));
    }

    private static Reconciliation New(CompanyKey company, string id) =>
        new() { Company = company, Id = id, Started = Make.Noon.AddTicks(3), From = Make.Noon.AddDays(-35) };

    private static Difference Missing(string transaction) =>
        new(DifferenceKind.MissingInLedger, new TransactionId(transaction), $"record of {transaction}", "Gone.") { Sync = new SyncId("s") };

    private static async Task<string> IdsAsync(ISyncStore syncs, CompanyKey company, SyncPlace from) =>
        string.Concat((await Make.ToListAsync(syncs.ListAsync(company, from))).Select(sync => sync.Id.Value));
}
