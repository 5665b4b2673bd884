using Expenses.Core.Connectors;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(3_500_000)]
    public async Task An_attachment_is_byte_identical(int size)
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());
        var upload = Items.Upload(recordId, Items.Bytes(size));

        var attachmentId = await platform.Connector.AttachAsync(platform.Connection, upload);

        Assert.Equal(Items.Bytes(size), await platform.ReadAttachmentAsync(attachmentId));
        var attachment = Assert.Single(Assert.Single(await platform.RecordsAsync()).Attachments);
        Assert.Equal(new PlatformAttachment(attachmentId, "receipt.pdf", size, upload.Sha256), attachment);
    }

    [Fact]
    public async Task The_same_attachment_twice_is_one()
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        var first = await platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(1000)));
        var second = await platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(1000)));

        Assert.Equal(first, second);
        Assert.Single(Assert.Single(await platform.RecordsAsync()).Attachments);
    }

    [Fact]
    public async Task The_same_attachment_twice_at_the_same_time_is_one()
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(1000)))));

        var only = Assert.Single(ids.Distinct(StringComparer.Ordinal));
        Assert.Single(Assert.Single(await platform.RecordsAsync()).Attachments);
        Assert.Equal(Items.Bytes(1000), await platform.ReadAttachmentAsync(only));
    }

    [Fact]
    public async Task Several_files_at_the_same_time_all_land_on_their_record()
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        await Task.WhenAll(Enumerable.Range(1, 5).Select(
            n => platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(500, n), $"receipt-{n}", $"page{n}.png"))));

        Assert.Equal(5, Assert.Single(await platform.RecordsAsync()).Attachments.Select(file => file.Sha256).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Attachments_stay_with_their_own_record()
    {
        var platform = await StartAsync();
        var answer = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(3));

        var attachmentId = await platform.Connector.AttachAsync(platform.Connection, Items.Upload(answer.Items[1].RecordId!, Items.Bytes(10)));

        var with = Assert.Single(await platform.RecordsAsync(), record => record.Attachments.Count > 0);
        Assert.Equal((answer.Items[1].RecordId, attachmentId), (with.Id, with.Attachments[0].Id));
    }

    [Fact]
    public async Task A_look_up_finds_an_attachment_by_record_and_key()
    {
        var platform = await StartAsync();
        var answer = await platform.Connector.PushAsync(platform.Connection, platform.Ids.Payments(2));
        var (record, other) = (answer.Items[0].RecordId!, answer.Items[1].RecordId!);
        var attachmentId = await platform.Connector.AttachAsync(platform.Connection, Items.Upload(record, Items.Bytes(10)));

        Assert.Equal(attachmentId, await platform.Connector.FindAttachmentAsync(platform.Connection, record, "receipt-1"));
        Assert.Null(await platform.Connector.FindAttachmentAsync(platform.Connection, record, "receipt-2"));
        Assert.Null(await platform.Connector.FindAttachmentAsync(platform.Connection, other, "receipt-1"));
    }

    [Fact]
    public async Task A_lost_answer_to_an_attachment_is_found_by_look_up_and_a_resend_adds_nothing()
    {
        var platform = await StartAsync(new PlatformBehaviour { FailAfterCommitEvery = 2 });
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        await FailsAsync(
            FailureCategory.UnknownOutcome,
            () => platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(1000))));
        var found = await platform.Connector.FindAttachmentAsync(platform.Connection, recordId, "receipt-1");
        var again = await platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(1000)));

        Assert.Equal(found, again);
        Assert.Single(Assert.Single(await platform.RecordsAsync()).Attachments);
    }

    [Fact]
    public async Task An_attachment_for_a_record_that_is_not_there_is_rejected()
    {
        var platform = await StartAsync();

        await FailsAsync(
            FailureCategory.Rejected,
            () => platform.Connector.AttachAsync(platform.Connection, Items.Upload("no-such-record", Items.Bytes(10))));
    }

    [Fact]
    public async Task An_attachment_of_a_kind_the_platform_does_not_take_is_rejected()
    {
        var platform = await StartAsync();
        var recordId = await PushedAsync(platform, platform.Ids.Payment());

        await FailsAsync(
            FailureCategory.Rejected,
            () => platform.Connector.AttachAsync(platform.Connection, Items.Upload(recordId, Items.Bytes(10), fileName: "receipt.exe")));

        Assert.Empty(Assert.Single(await platform.RecordsAsync()).Attachments);
    }
}
