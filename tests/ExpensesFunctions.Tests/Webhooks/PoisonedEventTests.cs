using Expenses.Core.Webhooks;
using ExpensesFunctions.Tests.Fakes;
using ExpensesFunctions.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace ExpensesFunctions.Tests.Webhooks;

public sealed class PoisonedEventTests
{
    [Fact]
    public async Task APoisonedEvent_GoesRoundForMoreThan72Hours_AndThenEnds()
    {
        var webhooks = new InMemoryWebhooks(new StoreLog());
        var function = new ReturnPoisonedEvent(webhooks, NullLogger<ReturnPoisonedEvent>.Instance);
        var total = TimeSpan.Zero;
        var published = new PublishedEventV1("client", "msg_0123456789abcdef0123456789abcdef");

        await function.RunAsync(published, CancellationToken.None);
        while (webhooks.Queued.TryDequeue(out var queued))
        {
            Assert.Equal(published with { Round = published.Round + 1 }, queued.Published);
            (published, total) = (queued.Published, total + queued.After);
            await function.RunAsync(published, CancellationToken.None);
        }

        Assert.True(total > TimeSpan.FromHours(72), $"{total}");
    }
}
