using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Tests.Compliance;
using Expenses.Core.Connectors;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Sandbox;

public sealed class SandboxAttachmentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Bytes_that_are_not_the_declared_ones_are_refused_and_leave_nothing()
    {
        var (sandbox, recordId) = await WithRecordAsync();
        var upload = Items.Upload(recordId, Items.Bytes(1000)) with { Content = new MemoryStream(Items.Bytes(1000, seed: 2)) };

        await RefusedAsync(sandbox, upload, "sandbox.attachment_damaged");

        Assert.Empty(Assert.Single(await sandbox.RecordsAsync()).Attachments);
        Assert.Null(await sandbox.Connector.FindAttachmentAsync(sandbox.Connection, recordId, "receipt-1"));
    }

    [Fact]
    public async Task A_shorter_file_than_declared_is_refused()
    {
        var (sandbox, recordId) = await WithRecordAsync();

        await RefusedAsync(sandbox, Items.Upload(recordId, Items.Bytes(1000)) with { SizeBytes = 1001 }, "sandbox.attachment_damaged");
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_before_a_byte_is_read()
    {
        var (sandbox, recordId) = await WithRecordAsync();
        var upload = Items.Upload(recordId, Items.Bytes(10)) with { SizeBytes = SandboxLimits.AttachmentBytes + 1 };

        await RefusedAsync(sandbox, upload, "sandbox.attachment_too_large");

        Assert.Equal(0, upload.Content.Position);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var (sandbox, recordId) = await WithRecordAsync();

        await RefusedAsync(sandbox, Items.Upload(recordId, []), "sandbox.attachment_empty");
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("receipt.")]
    [InlineData("receipt.pdf.js")]
    public async Task A_file_without_an_allowed_extension_is_refused(string fileName)
    {
        var (sandbox, recordId) = await WithRecordAsync();

        await RefusedAsync(sandbox, Items.Upload(recordId, Items.Bytes(10), fileName: fileName), "sandbox.attachment_type");
    }

    [Fact]
    public async Task Extensions_count_in_any_case()
    {
        var (sandbox, recordId) = await WithRecordAsync();

        await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(recordId, Items.Bytes(10), fileName: "RECEIPT.PDF"));

        Assert.Single(Assert.Single(await sandbox.RecordsAsync()).Attachments);
    }

    [Fact]
    public async Task The_tenth_attachment_lands_and_the_eleventh_is_refused()
    {
        var (sandbox, recordId) = await WithRecordAsync();
        for (var n = 1; n <= SandboxLimits.AttachmentsPerRecord; n++)
        {
            await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(recordId, Items.Bytes(10, n), $"receipt-{n}"));
        }

        await RefusedAsync(sandbox, Items.Upload(recordId, Items.Bytes(10, 11), "receipt-11"), "sandbox.attachment_limit");

        Assert.Equal(10, Assert.Single(await sandbox.RecordsAsync()).Attachments.Count);
    }

    [Fact]
    public async Task A_key_used_for_other_bytes_is_refused_and_the_first_bytes_stay()
    {
        var (sandbox, recordId) = await WithRecordAsync();
        var attachmentId = await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(recordId, Items.Bytes(1000)));

        await RefusedAsync(sandbox, Items.Upload(recordId, Items.Bytes(1000, seed: 2)), "sandbox.key_reused");

        Assert.Equal(Items.Bytes(1000), await sandbox.ReadAttachmentAsync(attachmentId));
    }

    [Fact]
    public async Task A_key_used_for_another_record_is_refused()
    {
        var (sandbox, recordId) = await WithRecordAsync();
        var other = await sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(2)]);
        await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(recordId, Items.Bytes(10)));

        await RefusedAsync(sandbox, Items.Upload(other.Items[0].RecordId!, Items.Bytes(10)), "sandbox.key_reused");
    }

    [Theory]
    [InlineData("att-0000000001-00000000000000000000000000000000")]
    [InlineData("jnl-0000000001")]
    [InlineData("head")]
    [InlineData("att-'/\\")]
    public async Task Opening_what_is_no_attachment_gives_nothing(string attachmentId)
    {
        var (sandbox, _) = await WithRecordAsync();

        Assert.Null(await sandbox.Ledger.OpenAttachmentAsync(sandbox.Connection, attachmentId));
    }

    private static async Task RefusedAsync(SandboxUnderTest sandbox, AttachmentUpload upload, string code)
    {
        var exception = await Assert.ThrowsAsync<ConnectorException>(() => sandbox.Connector.AttachAsync(sandbox.Connection, upload));
        Assert.Equal((FailureCategory.Rejected, code), (exception.Category, exception.Code));
    }

    private async Task<(SandboxUnderTest Sandbox, string RecordId)> WithRecordAsync()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment()]);
        return (sandbox, answer.Items[0].RecordId!);
    }
}
