using System.Globalization;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using Microsoft.DurableTask.Client;

namespace ExpensesFunctions.Rounds;

/// <summary>Starts a round once a day, in a given hour, or in the two after it when the app did not run then.</summary>
/// <param name="time">The clock.</param>
public sealed class DailyRounds(TimeProvider time)
{
    private const int HoursToCatchUp = 2;

    /// <summary>Starts the day's round if it is due and was not started. Its instance id is the work and the day.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="work">The orchestration to run for each company.</param>
    /// <param name="hour">The hour of the day, UTC; 0 to 23.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was started now.</returns>
    public async Task<bool> StartAsync(DurableTaskClient client, string work, int hour, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = now.AddHours(-now.Hour).AddHours(hour);
        var begin = due <= now ? due : due.AddDays(-1);
        if (now - begin > TimeSpan.FromHours(HoursToCatchUp))
        {
            return false;
        }

        var instance = string.Create(CultureInfo.InvariantCulture, $"round-{work}-{begin.UtcDateTime:yyyy-MM-dd}");
        return await client.StartOnceAsync(CompanyRoundOrchestrator.Name, new CompanyRoundV1(work), instance, cancellationToken);
    }
}
