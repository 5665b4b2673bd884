using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.Engine.KillHost;

/// <summary>
/// Starts the jobs and gives them what they wait for. It remembers nothing: each process begins it anew, so every call bears
/// being made again.
/// </summary>
internal sealed class OutsideWorld(DurableTaskClient client, Plan plan, TimeProvider clock)
{
    /// <summary>Between two looks; whoever started the process keeps the deadline.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private static readonly string[] AnyStatus = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated"];

    /// <summary>Ends when every orchestration has.</summary>
    public async Task RunAsync()
    {
        await StartAsync(Plan.Collector, "Collect", Expectation.Of(plan).Told.Count);
        await StartAsync(Plan.Doomed, "Doom", 0);
        foreach (var job in plan.Jobs)
        {
            await StartAsync(job.Id, "Job", new JobState(job.Ops));
        }

        await Task.WhenAll(plan.Jobs.Select(PauseAsync));
        await Task.WhenAll(plan.Jobs.SelectMany(job => job.Events.Select(name => UnlessEndedAsync(() => client.RaiseEventAsync(job.Id, name, name)))));
        await DoomAsync();
        foreach (var id in plan.Jobs.Select(job => job.Id).Append(Plan.Collector))
        {
            await client.WaitForInstanceCompletionAsync(id);
        }
    }

    private async Task StartAsync(string id, string name, object input)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id) { DedupeStatuses = AnyStatus });
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return;
        }
    }

    private async Task PauseAsync(Job job)
    {
        if (job.IsPaused)
        {
            await UnlessEndedAsync(() => client.SuspendInstanceAsync(job.Id));
            await UntilAsync(job.Id, status => status is not (OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending));
        }

        // Also one that a process before has suspended.
        await UnlessEndedAsync(() => client.ResumeInstanceAsync(job.Id));
    }

    private async Task DoomAsync()
    {
        while (await client.GetInstanceAsync(Plan.Doomed, getInputsAndOutputs: true) is { IsCompleted: false, SerializedCustomStatus: null })
        {
            await Task.Delay(Pause, clock);
        }

        await UnlessEndedAsync(() => client.TerminateInstanceAsync(Plan.Doomed, new TerminateInstanceOptions("bye")));
        await client.WaitForInstanceCompletionAsync(Plan.Doomed);
    }

    private async Task UntilAsync(string id, Func<OrchestrationRuntimeStatus, bool> condition)
    {
        while (!condition((await client.GetInstanceAsync(id))!.RuntimeStatus))
        {
            await Task.Delay(Pause, clock);
        }
    }

    /// <summary>The client refuses what the status of the instance doesn't allow.</summary>
    private static async Task UnlessEndedAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (InvalidOperationException)
        {
            return;
        }
    }
}
