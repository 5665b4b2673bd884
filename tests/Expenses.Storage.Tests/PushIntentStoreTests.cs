using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Storage.Tests;

public sealed class PushIntentStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IPushIntentStore _store = storage.Get<IPushIntentStore>();

    [Fact]
    public async Task FindAsync_AfterSave_GivesEveryFieldOfThoseThatExist()
    {
        var company = Make.Company();
        var intent = Make.Intent(company, Make.Transaction(1)) with
        {
            State = PushIntentState.Failed, Attempts = 3, RecordId = "r/1", PushOperationKey = "op", Message = "No such account",
        };
        var saved = Assert.Single(await _store.SaveAsync([intent]));
        var found = await _store.FindAsync(company, [Make.Transaction(1), Make.Transaction(2), Make.Transaction(1)]);

        Assert.Equal(saved, Assert.Single(found).Value);
        Assert.Equal(intent, saved with { ETag = "" });
    }

    [Fact]
    public async Task SaveAsync_AnUpdate_GivesItsKindVersionAndWhereTheVersionBeforeCameFrom()
    {
        var company = Make.Company();
        var created = Make.Intent(company, Make.Transaction(1)) with { Kind = TransactionKind.Transfer, State = PushIntentState.Completed, RecordId = "r" };
        var saved = Assert.Single(await _store.SaveAsync([created]));
        var updated = Assert.Single(await _store.SaveAsync([saved.BeginUpdate(new SyncId("second"), 7)]));
        var found = Assert.Single(await _store.FindAsync(company, [created.TransactionId])).Value;

        Assert.Equal(updated, found);
        Assert.Equal(
            (TransactionKind.Transfer, PushOperationKind.Update, 2, created.Sync, created.Number, "r"),
            (found.Kind, found.Operation, found.Version, found.PreviousSync!.Value, found.PreviousNumber, found.RecordId));
    }

    [Fact]
    public async Task SaveAsync_WholeChunk_GivesETagsInTheGivenOrder()
    {
        var company = Make.Company();
        var saved = await _store.SaveAsync([.. Chunk(company, 100)]);
        var again = await _store.SaveAsync([.. saved.Select(intent => intent with { State = PushIntentState.Sent })]);
        var found = await _store.FindAsync(company, [.. again.Select(intent => intent.TransactionId)]);

        Assert.Equal(100, found.Count);
        Assert.All(again, intent => Assert.Equal(intent, found[intent.TransactionId]));
    }

    [Fact]
    public async Task SaveAsync_OneExistsAlready_WritesNone()
    {
        var company = Make.Company();
        await _store.SaveAsync([Make.Intent(company, Make.Transaction(50)) with { Message = "first" }]);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.SaveAsync([.. Chunk(company, 100)]));
        var found = await _store.FindAsync(company, [.. Chunk(company, 100).Select(intent => intent.TransactionId)]);
        Assert.Equal("first", Assert.Single(found).Value.Message);
    }

    [Fact]
    public async Task SaveAsync_OneWasChanged_WritesNone()
    {
        var company = Make.Company();
        var read = await _store.SaveAsync([.. Chunk(company, 3)]);
        await _store.SaveAsync([read[1] with { State = PushIntentState.Completed }]);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(
            () => _store.SaveAsync([.. read.Select(intent => intent with { State = PushIntentState.Unknown })]));
        var found = await _store.FindAsync(company, [.. read.Select(intent => intent.TransactionId)]);
        Assert.DoesNotContain(found.Values, intent => intent.State == PushIntentState.Unknown);
    }

    [Fact]
    public async Task SaveAsync_ManyWritersAtOnce_OneWins()
    {
        var company = Make.Company();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            try
            {
                return await _store.SaveAsync([.. Chunk(company, 10).Select(intent => intent with { Number = writer })]);
            }
            catch (ConcurrencyConflictException)
            {
                return null;
            }
        }));

        var winner = Assert.Single(outcomes, outcome => outcome is not null)!;
        var found = await _store.FindAsync(company, [.. winner.Select(intent => intent.TransactionId)]);
        Assert.All(winner, intent => Assert.Equal(intent, found[intent.TransactionId]));
    }

    [Fact]
    public async Task SaveAsync_LongMessagesOfAWholeChunk_AreCutVisiblyAndFit()
    {
        var company = Make.Company();
        var message = new string('é', 40_000);
        await _store.SaveAsync([.. Chunk(company, 100).Select(intent => intent with { Message = message })]);
        await _store.SaveAsync([Make.Intent(company, Make.Transaction(1000)) with { Message = message }]);
        var found = await _store.FindAsync(company, [Make.Transaction(0), Make.Transaction(1000)]);

        Assert.EndsWith("é…", found[Make.Transaction(0)].Message, StringComparison.Ordinal);
        Assert.Equal(32_000, found[Make.Transaction(1000)].Message!.Length);
    }

    [Fact]
    public async Task SaveAsync_MoreThanATransactionTakes_IsRefusedBeforeAnythingIsWritten()
    {
        var company = Make.Company();

        await Assert.ThrowsAsync<ArgumentException>(() => _store.SaveAsync([.. Chunk(company, 101)]));
        Assert.Empty(await _store.FindAsync(company, [Make.Transaction(0)]));
    }

    [Fact]
    public async Task SaveAsync_Nothing_IsNothing() => Assert.Empty(await _store.SaveAsync([]));

    [Fact]
    public async Task HostileTransactionIds_RoundTripAndNeverMeet()
    {
        var company = Make.Company();
        var ids = Make.HostileIds.Select(id => new TransactionId(id)).ToList();
        await _store.SaveAsync([.. ids.Select((id, number) => Make.Intent(company, id) with { Number = number })]);
        var found = await _store.FindAsync(company, ids);

        Assert.Equal(ids, found.Values.OrderBy(intent => intent.Number).Select(intent => intent.TransactionId));
    }

    [Fact]
    public async Task FindAsync_OfAnotherClient_FindsNothing()
    {
        var company = Make.Company();
        await _store.SaveAsync([Make.Intent(company, Make.Transaction(1))]);

        Assert.Empty(await _store.FindAsync(company with { Client = new ClientId("other") }, [Make.Transaction(1)]));
    }

    private static IEnumerable<PushIntent> Chunk(CompanyKey company, int count) =>
        Enumerable.Range(0, count).Select(number => Make.Intent(company, Make.Transaction(number)) with { Sync = new SyncId("s"), Number = number });
}
