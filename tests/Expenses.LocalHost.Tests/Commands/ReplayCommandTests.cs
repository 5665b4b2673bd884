using Expenses.LocalHost.Commands;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Tests.Commands;

/// <summary><c>instances export</c> writes what <c>replay</c> reads.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replay-").FullName;

    [Fact]
    public async Task AnExportedHistory_IsReplayedAgainstTheSameCode()
    {
        await ExportAsync();

        var (code, output, _) = await RunAsync(_folder);

        Assert.Equal((0, "same     one.json: Greets one: 2 decisions in 8 events are as they were."), (code, output));
        Assert.Contains("\"note\": \"A greeting.\"", await File.ReadAllTextAsync(Path.Combine(_folder, "one.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHistoryOfOtherCode_Differs()
    {
        await ExportAsync();
        var file = Path.Combine(_folder, "one.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"Name\":\"go\"", "\"Name\":\"went\"", StringComparison.Ordinal));

        var (code, output, _) = await RunAsync(file);

        Assert.Equal(1, code);
        Assert.StartsWith("DIFFERS  one.json: Greets one: event 6 (ExecutionCompleted): expected the end", output, StringComparison.Ordinal);
        Assert.EndsWith("came nothing: the orchestrator waits for something else.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeRead_IsNamed()
    {
        var damaged = Path.Combine(_folder, "damaged.json");
        await File.WriteAllTextAsync(damaged, "{");

        Assert.Equal(2, (await RunAsync()).Code);
        Assert.Equal(2, (await RunAsync("--all")).Code);
        Assert.Equal(1, (await RunAsync(Path.Combine(_folder, "missing.json"))).Code);
        Assert.Contains("damaged.json: This is no stored history", (await RunAsync(damaged)).Errors, StringComparison.Ordinal);
        Assert.Contains("no *.json", (await RunAsync(Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfAnInstanceThatIsNotThere_IsRefused()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Greeting)]);

        Assert.Equal((1, "No instance with ID 'nobody' was found."), await ExportAsync(hosted, "nobody"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task ExportAsync()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Greeting)]);
        var client = hosted.Host.DurableTaskClient;
        await client.ScheduleNewOrchestrationInstanceAsync("Greets", new StartOrchestrationOptions("one"));
        await client.WaitForInstanceStartAsync("one");
        await client.RaiseEventAsync("one", "go", "x");
        await client.WaitForInstanceCompletionAsync("one").WaitAsync(Eventually.DefaultDeadline);
        var (code, text) = await ExportAsync(hosted, "one");
        Assert.Equal(0, code);
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.json"), text);
    }

    private static async Task<(int Code, string Text)> ExportAsync(Hosted hosted, string id)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await new InstancesCommand(output, errors, TimeProvider.System)
            .RunAsync(["export", id, "--note", "A greeting.", "--data", hosted.Folder], CancellationToken.None);
        return (code, $"{output}{errors}".Trim());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] paths)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await new ReplayCommand(output, errors, [typeof(Greeting)]).RunAsync(paths);
        return (code, output.ToString().Trim(), errors.ToString().Trim());
    }

    public static class Greeting
    {
        [Function("Greets")]
        public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SendEvent("nobody", "hello", "x");
            await context.WaitForExternalEvent<string>("go");
        }
    }
}
