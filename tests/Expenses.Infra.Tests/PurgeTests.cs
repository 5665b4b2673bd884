using Expenses.LocalHost;
using Expenses.Testing;
using ExpensesFunctions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Expenses.Infra.Tests;

/// <summary>The purge of finished orchestrations, on LocalHost's durable engine and a clock of the test's own.</summary>
public sealed class PurgeTests
{
    [Fact]
    public async Task Purge_TakesWhatEndedAndIsOld_AndLeavesWhatRunsWhatIsYoungAndEntities()
    {
        var folder = Directory.CreateTempSubdirectory("purge-");
        var clock = new ManualTimeProvider();
        await using (var host = Host(folder.FullName, clock))
        {
            await host.StartAsync();
            var client = host.DurableTaskClient;
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(Ends), input: null, new StartOrchestrationOptions("old"));
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(WaitsForWord), input: null, new StartOrchestrationOptions("old-and-waiting"));
            await client.Entities.SignalEntityAsync(new EntityInstanceId(nameof(Counter), "one"), "Add");
            await client.WaitForInstanceCompletionAsync("old");
            await client.WaitForInstanceStartAsync("old-and-waiting");
            await Eventually.GetAsync(
                () => client.Entities.GetEntityAsync(new EntityInstanceId(nameof(Counter), "one")), entity => entity is not null, TimeSpan.FromSeconds(60));
            clock.Advance(TimeSpan.FromDays(29));
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(Ends), input: null, new StartOrchestrationOptions("young"));
            await client.WaitForInstanceCompletionAsync("young");

            await PurgeAsync(host, clock);
            Assert.NotNull(await client.GetInstanceAsync("old"));

            clock.Advance(TimeSpan.FromDays(1.5));
            await PurgeAsync(host, clock);
            Assert.Null(await client.GetInstanceAsync("old"));
            Assert.NotNull(await client.GetInstanceAsync("young"));
            Assert.NotNull(await client.GetInstanceAsync("old-and-waiting"));
            Assert.NotNull(await client.Entities.GetEntityAsync(new EntityInstanceId(nameof(Counter), "one")));
            await host.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    private static LocalFunctionsHost Host(string folder, TimeProvider clock) => LocalFunctionsHost.Create(new LocalFunctionsHostOptions
    {
        FunctionTypes = [typeof(Ends), typeof(WaitsForWord), typeof(Counter)],
        DatabasePath = Path.Combine(folder, "durable.db"),
        TimeProvider = clock,
        Urls = "http://127.0.0.1:0",
    });

    private static Task PurgeAsync(LocalFunctionsHost host, TimeProvider clock) =>
        ActivatorUtilities.CreateInstance<PurgeFinishedInstances>(host.Services, Options.Create(new OrchestrationOptions()), clock)
            .RunAsync(new TimerInfo(), host.DurableTaskClient, CancellationToken.None);

    public sealed class Ends
    {
        [Function(nameof(Ends))]
        public static string Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.InstanceId;
    }

    public sealed class WaitsForWord
    {
        [Function(nameof(WaitsForWord))]
        public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.WaitForExternalEvent<string>("Word");
    }

    public sealed class Counter : TaskEntity<int>
    {
        public void Add() => State++;

        [Function(nameof(Counter))]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();
    }
}
