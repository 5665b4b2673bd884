using System.Security.Cryptography;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;

namespace Expenses.Storage.Tests;

public sealed class ReceiptStoreTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private const int MaxBytes = 3_000_000;

    private readonly IReceiptStore _store = storage.Get<IReceiptStore>();

    [Theory]
    [InlineData(20)]
    [InlineData(1024 * 1024)]
    [InlineData((1024 * 1024) + 1)]
    [InlineData(MaxBytes)]
    public async Task SaveAsync_ThenOpenReadAsync_GivesTheSameBytes(int length)
    {
        var bytes = Pdf(length);
        var saved = await _store.SaveAsync(Upload(bytes));
        await using var stream = await _store.OpenReadAsync(saved);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), saved.Sha256);
        Assert.Equal((length, "application/pdf", "receipt.pdf"), (saved.SizeBytes, saved.MediaType, saved.FileName));
        Assert.Equal(saved, await _store.FindAsync(saved.Company, saved.Id));
    }

    [Fact]
    public async Task SaveAsync_StreamOfSmallReads_GivesTheSameHash()
    {
        var bytes = Pdf(50_000);
        var saved = await _store.SaveAsync(Upload(bytes) with { Content = new DripStream(bytes, step: 777) });

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), saved.Sha256);
    }

    [Fact]
    public async Task SaveAsync_OneByteTooLarge_IsRefusedAndLeavesNothing()
    {
        var upload = Upload(Pdf(MaxBytes + 1));

        await AssertRefusedAsync(upload, "content", "ReceiptSize");
    }

    [Fact]
    public async Task SaveAsync_EndlessStream_IsStoppedSoonAfterTheLimit()
    {
        var endless = new DripStream(Pdf(20_000_000), step: 100_000);

        await AssertRefusedAsync(Upload([]) with { Content = endless }, "content", "ReceiptSize");
        Assert.InRange(endless.Position, MaxBytes, MaxBytes + (2 * 1024 * 1024));
    }

    [Fact]
    public async Task SaveAsync_Empty_IsRefused() => await AssertRefusedAsync(Upload([]), "content", "ReceiptNotEmpty");

    [Theory]
    [InlineData("receipt.png")]
    [InlineData("receipt.JPG")]
    [InlineData("receipt.pdf.png")]
    public async Task SaveAsync_ContentOfAnotherType_IsRefused(string fileName) =>
        await AssertRefusedAsync(Upload(Pdf(100)) with { FileName = fileName }, "content", "ReceiptContentType");

    [Theory]
    [InlineData("receipt.exe")]
    [InlineData("receipt")]
    [InlineData("receipt.")]
    [InlineData(".pdf.exe")]
    public async Task SaveAsync_ExtensionThatIsNotAllowed_IsRefused(string fileName) =>
        await AssertRefusedAsync(Upload(Pdf(100)) with { FileName = fileName }, "fileName", "ReceiptFileType");

    [Theory]
    [InlineData("")]
    [InlineData("folder/")]
    [InlineData(" ")]
    public async Task SaveAsync_NoFileName_IsRefused(string fileName) =>
        await AssertRefusedAsync(Upload(Pdf(100)) with { FileName = fileName }, "fileName", "ReceiptFileName");

    [Fact]
    public async Task SaveAsync_FileNameAtItsLongest_IsKeptAndOneMoreRefused()
    {
        var longest = new string('漢', 251) + ".pdf";
        var saved = await _store.SaveAsync(Upload(Pdf(100)) with { FileName = longest });

        Assert.Equal(longest, (await _store.FindAsync(saved.Company, saved.Id))!.FileName);
        await AssertRefusedAsync(Upload(Pdf(100)) with { FileName = "x" + longest }, "fileName", "ReceiptFileName");
    }

    [Theory]
    [InlineData("../../etc/lunch.pdf", "lunch.pdf")]
    [InlineData("C:\\Users\\é\\lunch €12.PDF", "lunch €12.PDF")]
    [InlineData("a%2Fb\r\nx-evil: 1.pdf", "a%2Fb\r\nx-evil: 1.pdf")]
    public async Task SaveAsync_FileName_KeepsItsLastSegmentExactly(string given, string kept)
    {
        var saved = await _store.SaveAsync(Upload(Pdf(100)) with { FileName = given });

        Assert.Equal(kept, saved.FileName);
        Assert.Equal(kept, (await _store.FindAsync(saved.Company, saved.Id))!.FileName);
    }

    [Fact]
    public async Task SaveAsync_SameBytesAgain_GivesTheStoredReceipt()
    {
        var bytes = Pdf(1_500_000);
        var upload = Upload(bytes);
        var first = await _store.SaveAsync(upload);
        var second = await _store.SaveAsync(upload with { Content = new MemoryStream(bytes), FileName = "other.pdf" });

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task SaveAsync_OtherBytesUnderTheSameId_IsAConflictAndKeepsTheFirst()
    {
        var upload = Upload(Pdf(1000));
        var first = await _store.SaveAsync(upload);
        var refused = await Assert.ThrowsAsync<ContractException>(() => _store.SaveAsync(upload with { Content = new MemoryStream(Pdf(1001)) }));

        Assert.Equal(409, refused.StatusCode);
        Assert.Equal(first, await _store.FindAsync(first.Company, first.Id));
    }

    [Fact]
    public async Task SaveAsync_DifferentBytesAtOnce_OneIsStoredWholeAndTheOthersAreToldOf409()
    {
        var upload = Upload([]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async writer =>
        {
            try
            {
                return await _store.SaveAsync(upload with { Content = new MemoryStream(Pdf(1_200_000 + writer)) });
            }
            catch (ContractException refused) when (refused.StatusCode == 409)
            {
                return null;
            }
        }));

        var winner = Assert.Single(outcomes, outcome => outcome is not null)!;
        await using var stream = await _store.OpenReadAsync((await _store.FindAsync(upload.Company, upload.Id))!);
        Assert.Equal(winner.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
    }

    [Fact]
    public async Task SaveAsync_AnotherUploadIsWholeBeforeThisOneSendsAByte_IsAConflictAndKeepsTheOther()
    {
        var upload = Upload(Pdf(1000));
        Receipt? other = null;
        var content = new DripStream(Pdf(1001), step: 500, first: async () => other ??= await _store.SaveAsync(upload));
        var refused = await Assert.ThrowsAsync<ContractException>(() => _store.SaveAsync(upload with { Content = content }));

        Assert.Equal(409, refused.StatusCode);
        Assert.NotNull(other);
        Assert.Equal(other, await _store.FindAsync(upload.Company, upload.Id));
    }

    [Fact]
    public async Task SaveAsync_SameBytesAtOnce_AllAreGivenTheSameReceipt()
    {
        var upload = Upload([]);
        var bytes = Pdf(1_200_000);
        var saved = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _store.SaveAsync(upload with { Content = new MemoryStream(bytes) })));

        Assert.Single(saved.Distinct());
    }

    [Fact]
    public async Task SaveAsync_CallerGoesAwayMidStream_LeavesNothingVisibleAndCanBeDoneAgain()
    {
        var bytes = Pdf(2_500_000);
        var upload = Upload([]) with { Content = new DripStream(bytes, step: 64_000, failAt: 2_000_000) };
        await Assert.ThrowsAsync<IOException>(() => _store.SaveAsync(upload));

        Assert.Null(await _store.FindAsync(upload.Company, upload.Id));
        Assert.Equal(bytes.Length, (await _store.SaveAsync(upload with { Content = new MemoryStream(bytes) })).SizeBytes);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNothingVisible()
    {
        using var cancellation = new CancellationTokenSource();
        var upload = Upload([]) with { Content = new DripStream(Pdf(2_500_000), 64_000, atHalf: cancellation.Cancel) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.SaveAsync(upload, cancellation.Token));
        Assert.Null(await _store.FindAsync(upload.Company, upload.Id, CancellationToken.None));
    }

    [Fact]
    public async Task OpenReadAsync_NotStored_SaysSo()
    {
        var receipt = new Receipt(Make.Company(), new ReceiptId("r"), "r.pdf", "application/pdf", 1, "", Make.Noon);

        await Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenReadAsync(receipt));
    }

    [Fact]
    public async Task FindAsync_OfAnotherClient_FindsNothing()
    {
        var saved = await _store.SaveAsync(Upload(Pdf(100)));

        Assert.Null(await _store.FindAsync(saved.Company with { Client = new ClientId("other") }, saved.Id));
    }

    [Fact]
    public async Task HostileReceiptIds_RoundTripAndNeverMeet()
    {
        var upload = Upload([]);
        for (var i = 0; i < Make.HostileIds.Count; i++)
        {
            await _store.SaveAsync(upload with { Id = new ReceiptId(Make.HostileIds[i]), Content = new MemoryStream(Pdf(100 + i)) });
        }

        for (var i = 0; i < Make.HostileIds.Count; i++)
        {
            Assert.Equal(100 + i, (await _store.FindAsync(upload.Company, new ReceiptId(Make.HostileIds[i])))!.SizeBytes);
        }
    }

    private static byte[] Pdf(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        "%PDF-1.7\n"u8.CopyTo(bytes);
        return bytes;
    }

    private static ReceiptUpload Upload(byte[] bytes) => new(
        Make.Company(),
        new ReceiptId("receipt"),
        "receipt.pdf",
        new MemoryStream(bytes),
        new AttachmentRules(MaxBytes, new HashSet<string>(["pdf", "png", "jpg"], StringComparer.Ordinal), 10));

    private async Task AssertRefusedAsync(ReceiptUpload upload, string itemId, string validatorName)
    {
        var refused = await Assert.ThrowsAsync<ContractException>(() => _store.SaveAsync(upload));

        Assert.Equal(400, refused.StatusCode);
        var item = Assert.Single(refused.Validation);
        Assert.Equal((itemId, validatorName), (item.ItemId, item.ValidatorName));
        Assert.Null(await _store.FindAsync(upload.Company, upload.Id));
    }
}
