using Expenses.Core.Identifiers;
using Expenses.Core.Reconciling;
using Expenses.Testing;
using ExpensesFunctions.Tests.Fakes;

namespace ExpensesFunctions.Tests.Reconciling;

/// <summary>What of a night's differences is news, and which acknowledgements are forgotten.</summary>
public sealed class DriftAcknowledgingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));

    private readonly InMemoryReconciliations _store = new(new StoreLog());
    private readonly ManualTimeProvider _time = new(Noon);

    private DriftAcknowledging Work => new(_store, _time);

    [Fact]
    public async Task What_nobody_acknowledged_is_news_every_night()
    {
        var news = await NightAsync("1", Missing("a"), Missing("b"));

        Assert.Equal((2, 0), (news.Count, news.Forgotten));
        Assert.Equal(2, news.Open[DifferenceKind.MissingInLedger]);
    }

    [Fact]
    public async Task What_is_acknowledged_is_no_news_as_long_as_it_is_found()
    {
        await NightAsync("1", Missing("a"), Missing("b"));
        await AcknowledgeAsync(Missing("a"));

        Assert.Equal(1, (await NightAsync("2", Missing("a"), Missing("b"))).Count);
        await AcknowledgeAsync(Missing("b"));

        var news = await NightAsync("3", Missing("a"), Missing("b"));
        Assert.Equal((0, 0), (news.Count, news.Forgotten));
        Assert.Empty(news.Open);
    }

    [Fact]
    public async Task A_difference_that_changed_is_news_and_its_acknowledgement_is_forgotten()
    {
        await NightAsync("1", Amount("a", "5"));
        await AcknowledgeAsync(Amount("a", "5"));

        var news = await NightAsync("2", Amount("a", "6"));

        Assert.Equal((1, 1), (news.Count, news.Forgotten));
        Assert.Empty(await _store.ListAcknowledgementsAsync(Company));
    }

    [Fact]
    public async Task A_difference_that_went_away_and_came_back_is_news()
    {
        await NightAsync("1", Missing("a"));
        await AcknowledgeAsync(Missing("a"));
        Assert.Equal((0, 1), Told(await NightAsync("2")));

        Assert.Equal((1, 0), Told(await NightAsync("3", Missing("a"))));
    }

    [Fact]
    public async Task A_night_that_was_cut_off_forgets_nothing()
    {
        await NightAsync("1", Missing("a"));
        await AcknowledgeAsync(Missing("a"));

        Assert.Equal((0, 0), Told(await NightAsync("2", ReconciliationState.Failed, [])));
        Assert.Equal((0, 0), Told(await NightAsync("3", Missing("a"))));
    }

    [Fact]
    public async Task Where_more_was_found_than_is_kept_nothing_is_forgotten_and_the_rest_is_news()
    {
        await NightAsync("1", Missing("a"));
        await AcknowledgeAsync(Missing("a"));

        Assert.Equal((1, 0), Told(await NightAsync("2", ReconciliationState.Complete, [Missing("b")], found: 1, kept: 0)));
        Assert.Single(await _store.ListAcknowledgementsAsync(Company));
    }

    [Fact]
    public async Task Settling_a_night_again_comes_to_the_same()
    {
        await NightAsync("1", Missing("a"), Missing("b"));
        await AcknowledgeAsync(Missing("a"));
        var ended = await EndedAsync("2", ReconciliationState.Complete, [Missing("a"), Missing("b")], 2, 2);

        Assert.Equal(Told(await Work.SettleAsync(ended, CancellationToken.None)), Told(await Work.SettleAsync(ended, CancellationToken.None)));
    }

    [Fact]
    public async Task The_same_words_again_keep_their_time_and_other_words_take_their_place()
    {
        await NightAsync("1", Missing("a"));
        await AcknowledgeAsync(Missing("a"));
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Noon, (await AcknowledgeAsync(Missing("a"))).Acknowledged);
        Assert.Equal(Noon.AddHours(1), (await Work.AcknowledgeAsync(Company, Missing("a"), "Written off.", "Ada", CancellationToken.None)).Acknowledged);
        Assert.Equal("Written off.", Assert.Single(await _store.ListAcknowledgementsAsync(Company)).Value.Reason);
    }

    [Fact]
    public async Task A_companys_acknowledgements_are_its_own()
    {
        await NightAsync("1", Missing("a"));
        await AcknowledgeAsync(Missing("a"));

        Assert.Empty(await _store.ListAcknowledgementsAsync(Company with { Client = new ClientId("other") }));
        Assert.Null(await Work.FindAsync(Company with { Client = new ClientId("other") }, Missing("a").Id, CancellationToken.None));
    }

    private static (int News, int Forgotten) Told(DriftNews news) => (news.Count, news.Forgotten);

    private static Difference Missing(string transaction) => new(DifferenceKind.MissingInLedger, new TransactionId(transaction), $"record of {transaction}", "Gone.");

    private static Difference Amount(string transaction, string amount) =>
        new(DifferenceKind.AmountDiffers, new TransactionId(transaction), $"record of {transaction}", $"The ledger has {amount} GBP; 4 GBP was sent.");

    private Task<DifferenceAcknowledgement> AcknowledgeAsync(Difference difference) =>
        Work.AcknowledgeAsync(Company, difference, "Known.", "Ada", CancellationToken.None);

    private Task<DriftNews> NightAsync(string id, params Difference[] differences) =>
        NightAsync(id, ReconciliationState.Complete, differences, differences.Length, differences.Length);

    private async Task<DriftNews> NightAsync(string id, ReconciliationState state, Difference[] differences, int found = 0, int kept = 0) =>
        await Work.SettleAsync(await EndedAsync(id, state, differences, found, kept), CancellationToken.None);

    private async Task<Reconciliation> EndedAsync(string id, ReconciliationState state, Difference[] differences, int found, int kept)
    {
        await _store.AddDifferencesAsync(Company, id, 0, [.. differences.Take(kept)]);
        var ended = new Reconciliation
        {
            Company = Company,
            Id = id,
            State = state,
            Started = Noon,
            Ended = Noon,
            From = Noon.AddDays(-35),
            Differences = differences.Take(found).CountBy(one => one.Kind).ToDictionary(),
        };
        await _store.EndAsync(ended);
        return ended;
    }
}
