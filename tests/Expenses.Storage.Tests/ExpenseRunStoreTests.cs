using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;

namespace Expenses.Storage.Tests;

public sealed class ExpenseRunStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private readonly IExpenseRunStore _store = storage.Get<IExpenseRunStore>();

    [Fact]
    public async Task AddAsync_150Expenses_AreReadBackWithTheirReceipts()
    {
        var added = await _store.AddAsync(Run(Make.Company(), 150), Expenses(150));
        var first = await _store.ReadChunkAsync(added.Company, added.Id, 0);
        var second = await _store.ReadChunkAsync(added.Company, added.Id, 1);

        Assert.Equal(added, await _store.FindAsync(added.Company, added.Id));
        Assert.Equal([100, 50], [first.Count, second.Count]);
        Assert.Equal(Make.Transaction(149), second[49].Transaction.Id);
        Assert.Equal([new ReceiptId("r149"), new ReceiptId("r/149")], second[49].ReceiptIds);
    }

    [Fact]
    public async Task AddAsync_SameIdOtherBody_GivesTheFirstAndKeepsItsExpenses()
    {
        var first = await _store.AddAsync(Run(Make.Company(), 3), Expenses(3));
        var second = await _store.AddAsync(Run(first.Company, 5) with { RequestSha256 = "other" }, Expenses(5));

        Assert.Equal(first, second);
        Assert.Equal(3, (await _store.ReadChunkAsync(first.Company, first.Id, 0)).Count);
    }

    [Fact]
    public async Task AddAsync_DifferentBodiesAtOnce_KeepsTheExpensesOfTheOneThatWon()
    {
        var company = Make.Company();
        var given = await Task.WhenAll(Enumerable.Range(1, 6).Select(count =>
            _store.AddAsync(Run(company, count) with { RequestSha256 = $"{count}" }, Expenses(count))));

        var stored = Assert.Single(given.Distinct());
        Assert.Equal(stored.ExpenseCount, (await _store.ReadChunkAsync(company, stored.Id, 0)).Count);
        Assert.Equal(stored.RequestSha256, $"{stored.ExpenseCount}");
    }

    [Fact]
    public async Task AddAsync_InterruptedOrMiscounted_LeavesNoRun()
    {
        var run = Run(Make.Company(), 3);
        await Assert.ThrowsAsync<ArgumentException>(() => _store.AddAsync(run, Expenses(2)));

        Assert.Null(await _store.FindAsync(run.Company, run.Id));
        Assert.Equal(3, (await _store.AddAsync(run, Expenses(3))).ExpenseCount);
    }

    [Fact]
    public async Task ListOutstandingAsync_GivesRunsUntilTheyEnd()
    {
        var run = await _store.AddAsync(Run(Make.Company(), 1), Expenses(1));
        var before = run.Created.AddSeconds(1);
        Assert.DoesNotContain(run, await _store.ListOutstandingAsync(run.Created).ToListAsync());
        Assert.Contains(run, await _store.ListOutstandingAsync(before).ToListAsync());

        run = await _store.UpdateAsync(run with { Status = ExpenseRunStatus.Running });
        Assert.Contains(run, await _store.ListOutstandingAsync(before).ToListAsync());

        run = await _store.UpdateAsync(run with { Status = ExpenseRunStatus.Failed });
        Assert.DoesNotContain(await _store.ListOutstandingAsync(before).ToListAsync(), one => one.Id == run.Id && one.Company == run.Company);
    }

    [Fact]
    public async Task UpdateAsync_EveryField_ComesBackAndChunksStayReadable()
    {
        var added = await _store.AddAsync(Run(Make.Company(), 1), Expenses(1));
        var updated = await _store.UpdateAsync(added with
        {
            Status = ExpenseRunStatus.Failed,
            Dataset = new DatasetId("d"),
            Sync = new SyncId("s"),
            Completed = Make.Noon.AddTicks(5),
            ErrorMessage = "why",
        });

        Assert.Equal(updated, await _store.FindAsync(added.Company, added.Id));
        Assert.Single(await _store.ReadChunkAsync(added.Company, added.Id, 0));
    }

    [Fact]
    public async Task UpdateAsync_TwoWriters_TheSecondIsTold()
    {
        var read = await _store.AddAsync(Run(Make.Company(), 1), Expenses(1));
        await _store.UpdateAsync(read with { Status = ExpenseRunStatus.Running });

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => _store.UpdateAsync(read with { Status = ExpenseRunStatus.Failed }));
    }

    [Fact]
    public async Task Results_PagedByNumber_AndReplacedByTheSameNumber()
    {
        var run = Run(Make.Company(), 120);
        await _store.SaveResultsAsync(run.Company, run.Id, [.. Enumerable.Range(100, 20).Select(Result)]);
        await _store.SaveResultsAsync(run.Company, run.Id, [.. Enumerable.Range(0, 100).Select(Result)]);
        var changed = Result(7) with { Result = ExpenseResult.Failed, TransactionStatus = TransactionStatus.PushError, Message = "no" };
        await _store.SaveResultsAsync(run.Company, run.Id, [changed]);

        Assert.Equal([Result(98), Result(99), Result(100)], await _store.ListResultsAsync(run.Company, run.Id, 98, 3));
        Assert.Equal(changed, Assert.Single(await _store.ListResultsAsync(run.Company, run.Id, 7, 1)));
        Assert.Equal(120, (await _store.ListResultsAsync(run.Company, run.Id, 0, 1000)).Count);
    }

    [Fact]
    public async Task ReadProgressAsync_SumsTheNewestOfEachChunk()
    {
        var run = Run(Make.Company(), 1);
        await _store.SetProgressAsync(run.Company, run.Id, 0, new RunProgress(1, 1, 1, 1));
        await _store.SetProgressAsync(run.Company, run.Id, 0, new RunProgress(10, 20, 30, 40));
        await _store.SetProgressAsync(run.Company, run.Id, 11, new RunProgress(1, 2, 3, 4));

        Assert.Equal(new RunProgress(11, 22, 33, 44), await _store.ReadProgressAsync(run.Company, run.Id));
    }

    [Fact]
    public async Task EveryRead_OfAnotherClient_FindsNothing()
    {
        var run = await _store.AddAsync(Run(Make.Company(), 1), Expenses(1));
        await _store.SaveResultsAsync(run.Company, run.Id, [Result(0)]);
        await _store.SetProgressAsync(run.Company, run.Id, 0, new RunProgress(Uploaded: 1));
        var others = run.Company with { Client = new ClientId("other") };

        Assert.Null(await _store.FindAsync(others, run.Id));
        Assert.Empty(await _store.ListResultsAsync(others, run.Id, 0, 10));
        Assert.Equal(new RunProgress(), await _store.ReadProgressAsync(others, run.Id));
        await Assert.ThrowsAsync<InvalidDataException>(() => _store.ReadChunkAsync(others, run.Id, 0));
    }

    [Fact]
    public async Task HostileRunIds_RoundTripAndNeverMeet()
    {
        var company = Make.Company();
        foreach (var id in Make.HostileIds)
        {
            await _store.AddAsync(Run(company, 1) with { Id = new RunId(id), ErrorMessage = id }, Expenses(1));
        }

        foreach (var id in Make.HostileIds)
        {
            Assert.Equal(id, (await _store.FindAsync(company, new RunId(id)))!.ErrorMessage);
        }
    }

    private static ExpenseRun Run(CompanyKey company, int expenses) => new()
    {
        Company = company,
        Id = new RunId("run"),
        RequestSha256 = "sha",
        ExpenseCount = expenses,
        ReceiptCount = 2 * expenses,
        Created = Make.Noon,
    };

    private static IEnumerable<RunExpense> Expenses(int count) => Enumerable.Range(0, count).Select(number =>
        new RunExpense(Make.Expense(number), [new ReceiptId($"r{number}"), new ReceiptId($"r/{number}")]));

    private static RunExpenseResult Result(int number) =>
        new(number, Make.Transaction(number), ExpenseResult.Uploaded, TransactionStatus.Completed, 2, 2, null);
}
