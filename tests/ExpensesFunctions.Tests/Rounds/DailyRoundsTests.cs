using Expenses.Testing;
using ExpensesFunctions.Rounds;
using ExpensesFunctions.Tests.Runs;

namespace ExpensesFunctions.Tests.Rounds;

/// <summary>When a day's round begins; the durable engine is real, the clock is not.</summary>
/// <param name="azurite">Storage.</param>
[Collection(RunningAppCollection.Name)]
public sealed class DailyRoundsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_round_begins_once_a_day_in_its_hour_or_the_two_after_it()
    {
        await using var app = await RunningApp.StartAsync(azurite.Server);
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 10, 5, 0, 25, 0, TimeSpan.Zero));
        var rounds = new DailyRounds(time);
        var started = new List<string>();

        // 23:25 is the last hour of the day: its round may begin on the next.
        for (var hour = 0; hour < 72; hour++)
        {
            foreach (var wanted in (int[])[2, 23])
            {
                var skipped = time.GetUtcNow() is { Day: 6, Hour: 2 or 23 };
                if (!skipped && await rounds.StartAsync(app.Durable, $"Nothing{wanted}", wanted, CancellationToken.None))
                {
                    started.Add($"{wanted} on {time.GetUtcNow():dd HH:mm}");
                }
            }

            time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            ["23 on 05 00:25", "2 on 05 02:25", "23 on 05 23:25", "2 on 06 03:25", "23 on 07 00:25", "2 on 07 02:25", "23 on 07 23:25"],
            started);
    }
}
