using Expenses.Core.Connectors;

namespace Expenses.Connectors.Tests.Compliance;

public abstract partial class AccountingConnectorCompliance
{
    [Fact]
    public async Task A_refused_item_does_not_refuse_the_others()
    {
        var platform = await StartAsync();
        var items = platform.Ids.Payments(3).ToList();
        items[1] = items[1].WithLine(line => line with { AccountId = "no-such-account" });

        var answer = await platform.Connector.PushAsync(platform.Connection, items);

        Assert.Equal([true, false, true], answer.Items.Select(outcome => outcome.IsCompleted));
        Assert.NotNull(answer.Items[1].Code);
        Assert.Contains("no-such-account", answer.Items[1].Message, StringComparison.Ordinal);
        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task References_the_platform_does_not_know_are_refused()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();
        PushItem[] wrong =
        [
            item with { BankAccountId = "nobody" },
            item with { ContactId = "nobody" },
            item.WithLine(line => line with { AccountId = "nobody" }),
            item.WithLine(line => line with { TaxRateId = "nobody" }),
            item.WithLine(line => line with { TrackingReferences = [new("nobody")] }),
        ];

        foreach (var one in wrong)
        {
            var outcome = await PushOneAsync(platform, one);
            Assert.False(outcome.IsCompleted);
            Assert.Contains("nobody", outcome.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await platform.RecordsAsync());
    }

    [Fact]
    public async Task Archived_references_are_refused()
    {
        var platform = await StartAsync();
        var item = platform.Ids.Payment();

        var account = await PushOneAsync(platform, item.WithLine(line => line with { AccountId = platform.Ids.ArchivedAccount }));
        var supplier = await PushOneAsync(platform, item with { ContactId = platform.Ids.ArchivedSupplier });

        Assert.False(account.IsCompleted);
        Assert.False(supplier.IsCompleted);
        Assert.Empty(await platform.RecordsAsync());
    }

    [Fact]
    public async Task Codes_of_refusals_are_prefixed_with_one_name()
    {
        var platform = await StartAsync();

        var outcome = await PushOneAsync(platform, platform.Ids.Payment() with { ContactId = "nobody" });

        Assert.Matches("^[a-z]+\\.[a-z_0-9]+$", outcome.Code);
    }

    [Fact]
    public async Task One_item_more_than_the_batch_limit_is_rejected_and_nothing_is_written()
    {
        var platform = await StartAsync();
        var items = platform.Ids.Payments(platform.Connector.Capabilities.BatchSize + 1);

        await FailsAsync(FailureCategory.Rejected, () => platform.Connector.PushAsync(platform.Connection, items));

        Assert.Empty(await platform.RecordsAsync());
    }

    [Fact]
    public async Task A_used_up_quota_says_how_long_to_wait_and_writes_nothing()
    {
        var platform = await StartAsync(new PlatformBehaviour { RequestsPerMinute = 2 });
        await PushedAsync(platform, platform.Ids.Payment(1));
        await PushedAsync(platform, platform.Ids.Payment(2));

        var exception = await FailsAsync(FailureCategory.RateLimited, () => PushOneAsync(platform, platform.Ids.Payment(3)));

        Assert.NotNull(exception.RetryAfter);
        Assert.InRange(exception.RetryAfter.Value, TimeSpan.FromTicks(1), platform.Connector.Capabilities.QuotaWindow);
        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task After_the_time_it_asked_for_the_platform_takes_requests_again()
    {
        var platform = await StartAsync(new PlatformBehaviour { RequestsPerMinute = 1 });
        await PushedAsync(platform, platform.Ids.Payment(1));
        var exception = await FailsAsync(FailureCategory.RateLimited, () => PushOneAsync(platform, platform.Ids.Payment(2)));

        platform.Clock.Advance(exception.RetryAfter!.Value);
        await PushedAsync(platform, platform.Ids.Payment(2));

        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_moment_before_the_time_it_asked_for_the_platform_still_refuses()
    {
        var platform = await StartAsync(new PlatformBehaviour { RequestsPerMinute = 1 });
        await PushedAsync(platform, platform.Ids.Payment(1));
        var exception = await FailsAsync(FailureCategory.RateLimited, () => PushOneAsync(platform, platform.Ids.Payment(2)));

        platform.Clock.Advance(exception.RetryAfter!.Value - TimeSpan.FromTicks(1));

        await FailsAsync(FailureCategory.RateLimited, () => PushOneAsync(platform, platform.Ids.Payment(2)));
    }

    [Fact]
    public async Task The_quota_of_one_connection_is_not_that_of_another()
    {
        var platform = await StartAsync(new PlatformBehaviour { RequestsPerMinute = 1 });
        var another = await platform.OpenAnotherAsync();
        await PushedAsync(platform, platform.Ids.Payment());

        var answer = await platform.Connector.PushAsync(another, [platform.Ids.Payment()]);

        Assert.True(Assert.Single(answer.Items).IsCompleted);
    }

    [Fact]
    public async Task A_failure_before_the_commit_leaves_nothing_and_a_second_try_lands()
    {
        var platform = await StartAsync(new PlatformBehaviour { FailBeforeCommitEvery = 2 });
        await PushedAsync(platform, platform.Ids.Payment(1));

        await FailsAsync(FailureCategory.Transient, () => PushOneAsync(platform, platform.Ids.Payment(2)));
        var between = await platform.RecordsAsync();
        await PushedAsync(platform, platform.Ids.Payment(2));

        Assert.Single(between);
        Assert.Equal(2, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_lost_answer_is_an_unknown_outcome_and_a_look_up_finds_the_records()
    {
        var platform = await StartAsync(new PlatformBehaviour { FailAfterCommitEvery = 1 });
        var items = platform.Ids.Payments(3);

        await FailsAsync(FailureCategory.UnknownOutcome, () => platform.Connector.PushAsync(platform.Connection, items));
        var found = await platform.Connector.FindRecordsAsync(platform.Connection, [.. items.Select(item => item.IdempotencyKey)]);

        var records = await platform.RecordsAsync();
        Assert.Equal(
            items.Select(item => item.IdempotencyKey).Order(StringComparer.Ordinal),
            found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(records.Select(record => record.Id).Order(StringComparer.Ordinal), found.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_resend_after_a_lost_answer_doubles_nothing()
    {
        var platform = await StartAsync(new PlatformBehaviour { FailAfterCommitEvery = 2 });
        await PushedAsync(platform, platform.Ids.Payment(9));
        var items = platform.Ids.Payments(3);
        await FailsAsync(FailureCategory.UnknownOutcome, () => platform.Connector.PushAsync(platform.Connection, items));

        var answer = await platform.Connector.PushAsync(platform.Connection, items);

        Assert.All(answer.Items, outcome => Assert.True(outcome.IsCompleted));
        Assert.Equal(4, (await platform.RecordsAsync()).Count);
    }

    [Fact]
    public async Task A_cancelled_push_is_cancelled_and_no_other_failure()
    {
        var platform = await StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => platform.Connector.PushAsync(platform.Connection, [platform.Ids.Payment()], cancelled.Token));
    }
}
