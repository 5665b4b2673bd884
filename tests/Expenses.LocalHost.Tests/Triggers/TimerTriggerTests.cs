using System.Collections.Concurrent;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class TimerTriggerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 59, 0, TimeSpan.Zero);

    [Fact]
    public async Task Timer_RunsAtEachOccurrence_AndAfterAFailure()
    {
        var time = new ManualTimeProvider(Start);
        var runs = new Runs { FailFirst = true };
        await using var hosted = await StartAsync(typeof(EveryHour), time, runs);

        await ToNextAsync(time);
        await Eventually.TrueAsync(() => runs.Infos.Count == 1);
        await ToNextAsync(time);
        await Eventually.TrueAsync(() => runs.Infos.Count == 2);

        Assert.Equal([Start.AddMinutes(1), Start.AddMinutes(61)], runs.Times);
        var second = runs.Infos.Last();
        Assert.Equal(Start.AddMinutes(1).UtcDateTime, second.ScheduleStatus?.Last);
        Assert.Equal(Start.AddMinutes(121).UtcDateTime, second.ScheduleStatus?.Next);
        Assert.False(second.IsPastDue);
        Assert.Contains(hosted.Log, line => line.StartsWith("Error: Timer function 'EveryHour' failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunOnStartup_RunsAtOnce_AndThenOnSchedule()
    {
        var time = new ManualTimeProvider(Start);
        var runs = new Runs();
        await using var hosted = await StartAsync(typeof(AtStart), time, runs);

        await Eventually.TrueAsync(() => runs.Infos.Count == 1);
        await ToNextAsync(time);
        await Eventually.TrueAsync(() => runs.Infos.Count == 2);

        Assert.Equal([Start, Start.AddMinutes(10)], runs.Times);
    }

    [Fact]
    public async Task Stop_CancelsARunningFunctionOnlyWhenAsked_AndStartsNoOther()
    {
        var time = new ManualTimeProvider(Start);
        var runs = new Runs { Hold = new TaskCompletionSource() };
        await using var hosted = await StartAsync(typeof(EveryHour), time, runs);
        await ToNextAsync(time);
        await Eventually.TrueAsync(() => runs.Infos.Count == 1);

        var stopping = hosted.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        runs.Hold.SetResult();
        await stopping;
        time.Advance(TimeSpan.FromHours(5));

        Assert.Single(runs.Infos);
    }

    private static Task<Hosted> StartAsync(Type functions, TimeProvider time, Runs runs) => Hosted.StartAsync(
        [functions],
        worker => worker.Services.AddSingleton(runs),
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Cleanup:Schedule"] = "0 0 * * * *" },
        time);

    private static async Task ToNextAsync(ManualTimeProvider time)
    {
        var due = await Eventually.GetAsync(() => Task.FromResult(time.NextDue), due => due > time.GetUtcNow());
        time.AdvanceTo(due!.Value);
    }

    private sealed class Runs
    {
        public ConcurrentQueue<TimerInfo> Infos { get; } = new();

        public ConcurrentQueue<DateTimeOffset> Times { get; } = new();

        public bool FailFirst { get; init; }

        public TaskCompletionSource? Hold { get; init; }

        public async Task RecordAsync(TimerInfo info, TimeProvider time)
        {
            Times.Enqueue(time.GetUtcNow());
            Infos.Enqueue(info);
            if (FailFirst && Infos.Count == 1)
            {
                throw new InvalidOperationException("first run fails");
            }

            await (Hold?.Task ?? Task.CompletedTask);
        }
    }

    private sealed class EveryHour(Runs runs, TimeProvider time)
    {
        [Function("EveryHour")]
        public Task RunAsync([TimerTrigger("%Cleanup__Schedule%")] TimerInfo timer) => runs.RecordAsync(timer, time);
    }

    private sealed class AtStart(Runs runs, TimeProvider time)
    {
        [Function("AtStart")]
        public Task RunAsync([TimerTrigger("00:10:00", RunOnStartup = true)] TimerInfo timer) => runs.RecordAsync(timer, time);
    }
}
