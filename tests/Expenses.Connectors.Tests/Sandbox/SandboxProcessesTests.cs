using Expenses.Connectors.Tests.Compliance;
using Expenses.Testing;

namespace Expenses.Connectors.Tests.Sandbox;

/// <summary>Several processes on one ledger: they share storage and nothing else.</summary>
public sealed class SandboxProcessesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Writing_in_turns_leaves_no_gap_and_no_double()
    {
        var one = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var two = await one.StartBesideAsync();

        await one.Connector.PushAsync(one.Connection, one.Ids.Payments(2, firstNumber: 1));
        await two.Connector.PushAsync(two.Connection, two.Ids.Payments(2, firstNumber: 3));
        await one.Connector.PushAsync(one.Connection, one.Ids.Payments(2, firstNumber: 5));

        Assert.Equal(
            ["jnl-0000000001 key-1", "jnl-0000000002 key-2", "jnl-0000000003 key-3", "jnl-0000000004 key-4", "jnl-0000000005 key-5", "jnl-0000000006 key-6"],
            (await one.RecordsAsync()).Select(record => $"{record.Id} {record.IdempotencyKey}"));
    }

    [Fact]
    public async Task Writing_at_the_same_time_books_every_key_once()
    {
        var one = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var two = await one.StartBesideAsync();
        var items = one.Ids.Payments(20);

        var answers = await Task.WhenAll(
            new[] { one, two }.SelectMany(process => items.Chunk(5).Select(batch => process.Connector.PushAsync(process.Connection, batch))));

        Assert.All(answers.SelectMany(answer => answer.Items), outcome => Assert.True(outcome.IsCompleted));
        var records = await one.RecordsAsync();
        Assert.Equal(20, records.Count);
        Assert.Equal(20, records.Select(record => record.IdempotencyKey).Distinct(StringComparer.Ordinal).Count());
        Assert.True((await two.Ledger.TrialBalanceAsync(two.Connection)).Balanced);
    }

    [Fact]
    public async Task What_one_process_accepted_another_can_carry_out()
    {
        var one = await SandboxUnderTest.StartAsync(azurite.ConnectionString, ("Asynchronous", "true"));
        var answer = await one.Connector.PushAsync(one.Connection, one.Ids.Payments(3));
        var two = await one.StartBesideAsync();

        await two.FinishAsync(answer.PushOperationKey!);

        var outcomes = await one.Connector.FindPushOperationAsync(one.Connection, answer.PushOperationKey!);
        Assert.Equal(3, outcomes?.Count(outcome => outcome.IsCompleted));
    }
}
