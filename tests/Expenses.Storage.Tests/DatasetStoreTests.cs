using Azure.Storage.Blobs;
using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;

namespace Expenses.Storage.Tests;

public sealed class DatasetStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DatasetId Id = new("dataset");

    private readonly IDatasetStore _store = storage.Get<IDatasetStore>();

    [Fact]
    public async Task AddAsync_250Transactions_AreReadBackInThreeChunksInOrder()
    {
        var company = Make.Company();
        var added = await _store.AddAsync(company, Id, Make.Expenses(250));
        var chunks = new List<IReadOnlyList<LedgerTransaction>>();
        for (var chunk = 0; chunk < added.ChunkCount; chunk++)
        {
            chunks.Add(await _store.ReadChunkAsync(company, Id, chunk));
        }

        Assert.Equal(new Dataset(company, Id, 250, storage.Time.GetUtcNow()), added);
        Assert.Equal(added, await _store.FindAsync(company, Id));
        Assert.Equal([100, 100, 50], chunks.Select(chunk => chunk.Count));
        Assert.Equal(Make.Expenses(250).Select(expense => expense.Id), chunks.SelectMany(chunk => chunk).Select(expense => expense.Id));
    }

    [Fact]
    public async Task ReadChunkAsync_EveryField_ComesBackExactly()
    {
        var company = Make.Company();
        var line = new ExpenseLine
        {
            NetAmount = -79228162514264337593543950335m,
            TaxAmount = 0.10m,
            TaxRateId = "tax/1",
            AccountId = "é漢😀",
            ItemId = "item",
            TrackingReferences = [new TrackingReference("t1"), new TrackingReference("c1", TrackingDataType.Customers)],
            InvoiceToCustomerId = "customer",
        };
        var expense = Make.Expense(1) with
        {
            Type = ExpenseType.Chargeback,
            CurrencyRate = 1.123456789m,
            IssueDate = Make.Noon.AddTicks(1),
            SupplierId = "s",
            BankAccountId = "b",
            Reference = "r",
            MerchantName = "<O'Neill & \"Sons\">",
            Notes = new string('n', 5000),
            PostAsDraft = true,
            Lines = [line],
        };
        await _store.AddAsync(company, Id, [expense]);
        var read = Assert.IsType<ExpenseTransaction>(Assert.Single(await _store.ReadChunkAsync(company, Id, 0)));

        Assert.Equal(expense, read with { Lines = expense.Lines });
        var readLine = Assert.Single(read.Lines);
        Assert.Equal(line.TrackingReferences, readLine.TrackingReferences);
        Assert.Equal(line, readLine with { TrackingReferences = line.TrackingReferences });
        Assert.Equal("0.10", readLine.TaxAmount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task AddAsync_EveryKind_ReadsBackAsThatKindWithItsVersion()
    {
        var company = Make.Company();
        var date = new DateTimeOffset(2026, 2, 3, 0, 0, 0, TimeSpan.Zero);
        LedgerTransaction[] given =
        [
            Make.Expense(1) with { Operation = PushOperationKind.Update, Version = 3 },
            new TransferTransaction { Id = Make.Transaction(2), Date = date, From = new("a", 100.10m), To = new("b", 115m), Description = "Top up" },
            new AdjustmentTransaction { Id = Make.Transaction(3), Date = date, Currency = "GBP", Lines = [new AdjustmentLine { Amount = -1.5m, AccountId = "a" }] },
            new ReimbursableExpenseTransaction
            {
                Id = Make.Transaction(4), SupplierId = "employee", IssueDate = date, DueDate = date.AddDays(30), Currency = "GBP",
                Lines = [new ExpenseLine { NetAmount = 9.99m, AccountId = "a", Description = "Taxi" }],
            },
            new MovementTransaction
            {
                Id = Make.Transaction(5), Type = MovementType.AdjustmentOut, IssueDate = date, Currency = "GBP", BankAccountId = "card", Notes = "Write-off",
                Lines = [new ExpenseLine { NetAmount = 3m, AccountId = "a" }],
            },
        ];
        await _store.AddAsync(company, Id, given);
        var read = await _store.ReadChunkAsync(company, Id, 0);

        Assert.Equal(given.Select(one => (one.GetType(), one.Id, one.Operation, one.Version)), read.Select(one => (one.GetType(), one.Id, one.Operation, one.Version)));
        Assert.Equal(given[1], read[1]);
        Assert.Equal(-1.5m, Assert.Single(((AdjustmentTransaction)read[2]).Lines).Amount);
        Assert.Equal("Taxi", Assert.Single(((ReimbursableExpenseTransaction)read[3]).Lines).Description);
        Assert.Equal(given[4], (MovementTransaction)read[4] with { Lines = ((MovementTransaction)given[4]).Lines });
    }

    [Fact]
    public async Task ReadChunkAsync_BlobFromBeforeThereWereKinds_IsANewExpense()
    {
        var company = Make.Company();
        await _store.AddAsync(company, Id, [Make.Expense(1)]);
        var container = storage.Get<BlobServiceClient>().GetBlobContainerClient(storage.Get<StorageNames>().DatasetBlobs);
        var blob = container.GetBlobClient((await container.GetBlobsAsync(prefix: Keys.RowKeys.Folder(company, Id.Value)).ToListAsync())[0].Name);
        var json = System.Text.Json.Nodes.JsonNode.Parse((await blob.DownloadContentAsync()).Value.Content)!;
        foreach (var name in (string[])["Kind", "Operation", "Version"])
        {
            Assert.True(json[0]!.AsObject().Remove(name));
        }

        await blob.UploadAsync(BinaryData.FromString(json.ToJsonString()), overwrite: true);
        var read = Assert.IsType<ExpenseTransaction>(Assert.Single(await _store.ReadChunkAsync(company, Id, 0)));

        Assert.Equal((Make.Transaction(1), PushOperationKind.Create, 1), (read.Id, read.Operation, read.Version));
    }

    [Fact]
    public async Task AddAsync_NoTransactions_IsADatasetWithoutChunks()
    {
        var company = Make.Company();
        var added = await _store.AddAsync(company, Id, []);

        Assert.Equal(0, added.ChunkCount);
        Assert.NotNull(await _store.FindAsync(company, Id));
    }

    [Fact]
    public async Task AddAsync_SameIdAgain_KeepsWhatWasStoredFirst()
    {
        var company = Make.Company();
        var first = await _store.AddAsync(company, Id, Make.Expenses(2));
        var second = await _store.AddAsync(company, Id, [Make.Expense(99)]);

        Assert.Equal(first, second);
        Assert.Equal(2, (await _store.ReadChunkAsync(company, Id, 0)).Count);
    }

    [Fact]
    public async Task AddAsync_TwoWritersAtOnce_NeverMixTheirTransactions()
    {
        var company = Make.Company();
        var given = await Task.WhenAll(Enumerable.Range(1, 6).Select(writer =>
            _store.AddAsync(company, Id, Enumerable.Range(0, 150).Select(number => Make.Expense(number, writer)))));
        var amounts = (await _store.ReadChunkAsync(company, Id, 0)).Concat(await _store.ReadChunkAsync(company, Id, 1))
            .Cast<ExpenseTransaction>().Select(expense => expense.Total());

        Assert.Single(amounts.Distinct());
        Assert.Single(given.Distinct());
        Assert.Equal(2, await CountBlobsAsync(company));
    }

    [Fact]
    public async Task AddAsync_InterruptedBetweenChunks_LeavesNoDatasetAndCanBeDoneAgain()
    {
        var company = Make.Company();
        await Assert.ThrowsAsync<IOException>(() => _store.AddAsync(company, Id, BreakingAfter(150)));

        Assert.Equal(1, await CountBlobsAsync(company));
        Assert.Null(await _store.FindAsync(company, Id));
        Assert.Equal(150, (await _store.AddAsync(company, Id, Make.Expenses(150))).TransactionCount);
        Assert.Equal(50, (await _store.ReadChunkAsync(company, Id, 1)).Count);
    }

    [Fact]
    public async Task PageAsync_GivesTheCompanysDatasets_AndDeleteAsyncTakesOneAwayWithItsBlobs()
    {
        var company = Make.Company();
        var kept = await _store.AddAsync(company, new DatasetId("kept"), Make.Expenses(1));
        var deleted = await _store.AddAsync(company, Id, Make.Expenses(150));
        var before = (await _store.PageAsync(company, 0, 10)).Items;
        await _store.DeleteAsync(company, Id);
        await _store.DeleteAsync(company, Id);

        Assert.Equal(new[] { kept, deleted }.ToHashSet(), before.ToHashSet());
        Assert.Equal([kept], (await _store.PageAsync(company, 0, 10)).Items);
        Assert.Null(await _store.FindAsync(company, Id));
        Assert.Equal(0, await CountBlobsAsync(company));
        Assert.Empty((await _store.PageAsync(company with { Client = new ClientId("other") }, 0, 10)).Items);
    }

    [Fact]
    public async Task ReadChunkAsync_WhatIsNotThere_SaysSo()
    {
        var company = Make.Company();
        await _store.AddAsync(company, Id, Make.Expenses(1));

        await Assert.ThrowsAsync<InvalidDataException>(() => _store.ReadChunkAsync(company, Id, 1));
        await Assert.ThrowsAsync<InvalidDataException>(() => _store.ReadChunkAsync(company, new DatasetId("other"), 0));
    }

    [Fact]
    public async Task FindAsync_OfAnotherClient_FindsNothing()
    {
        var company = Make.Company();
        await _store.AddAsync(company, Id, Make.Expenses(1));
        var others = company with { Client = new ClientId("other") };

        Assert.Null(await _store.FindAsync(others, Id));
        await Assert.ThrowsAsync<InvalidDataException>(() => _store.ReadChunkAsync(others, Id, 0));
    }

    [Fact]
    public async Task HostileDatasetIds_RoundTripAndNeverMeet()
    {
        var company = Make.Company();
        foreach (var (id, number) in Make.HostileIds.Select((id, number) => (id, number)))
        {
            await _store.AddAsync(company, new DatasetId(id), [Make.Expense(number)]);
        }

        foreach (var (id, number) in Make.HostileIds.Select((id, number) => (id, number)))
        {
            var read = Assert.Single(await _store.ReadChunkAsync(company, new DatasetId(id), 0));
            Assert.Equal(Make.Transaction(number), read.Id);
        }
    }

    private static IEnumerable<ExpenseTransaction> BreakingAfter(int count) =>
        Make.Expenses(count).Concat(Enumerable.Range(0, 1).Select<int, ExpenseTransaction>(_ => throw new IOException("The caller went away.")));

    private async Task<int> CountBlobsAsync(CompanyKey company)
    {
        var container = storage.Get<BlobServiceClient>().GetBlobContainerClient(storage.Get<StorageNames>().DatasetBlobs);
        return (await container.GetBlobsAsync(prefix: Keys.RowKeys.Folder(company, Id.Value)).ToListAsync()).Count;
    }
}
