using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Admin;

/// <summary>What an operator asks of one orchestration instance, or of all old ones; travels to a running host as JSON.</summary>
internal sealed record InstanceChange
{
    /// <summary>raise, terminate, suspend, resume, rewind or purge.</summary>
    public required string Verb { get; init; }

    /// <summary>Null only for a purge of all that ended before <see cref="CreatedBefore"/>.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Of the event to raise.</summary>
    public string? EventName { get; init; }

    /// <summary>Of the event to raise; any JSON.</summary>
    public JsonElement? Payload { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Of the instances to purge; empty for every ended one.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses { get; init; } = [];

    /// <summary>Why a change was refused, without what .NET appends about parameters.</summary>
    public static string ReasonOf(Exception error)
        => error is ArgumentException { ParamName: { } name } ? error.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal) : error.Message;

    /// <summary>Carries it out, and says what was done.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidDataException">The change is not complete.</exception>
    /// <exception cref="InvalidOperationException">Its status does not allow the change.</exception>
    public async Task<string> ApplyAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        switch (Verb)
        {
            case "raise":
                await client.RaiseEventAsync(Id, EventName ?? throw Missing("the name of the event"), Payload, cancellation);
                return $"Event {EventName} is raised for {Id}.";
            case "terminate":
                await client.TerminateInstanceAsync(Id, new TerminateInstanceOptions(Reason), cancellation);
                return $"{Id} is asked to terminate.";
            case "suspend":
                await client.SuspendInstanceAsync(Id, Reason, cancellation);
                return $"{Id} is asked to suspend.";
            case "resume":
                await client.ResumeInstanceAsync(Id, Reason, cancellation);
                return $"{Id} is asked to resume.";
            case "rewind":
                await client.RewindInstanceAsync(Id, Reason ?? string.Empty, cancellation);
                return $"{Id} is rewound: what failed runs again.";
            case "purge":
                return await PurgeAsync(client, cancellation);
            default:
                throw new InvalidDataException($"'{Verb}' is not a change.");
        }
    }

    private string Id => InstanceId ?? throw Missing("the id of the instance");

    private static InvalidDataException Missing(string what) => new($"{what} is missing.");

    private async Task<string> PurgeAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        if (InstanceId is null)
        {
            var before = CreatedBefore ?? throw Missing("an instance id or an age");
            var old = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: before, Statuses: Statuses), cancellation);
            return string.Create(CultureInfo.InvariantCulture, $"{old.PurgedInstanceCount} ended instances are purged.");
        }

        // The client would purge a running one, too, as on Azure Storage: from a command line that is a slip.
        if (await client.GetInstanceAsync(InstanceId, cancellation) is not { IsCompleted: true })
        {
            throw new InvalidOperationException($"'{InstanceId}' is not there, or has not ended: only ended instances are purged.");
        }

        await client.PurgeInstanceAsync(InstanceId, cancellation);
        return $"{InstanceId} is purged.";
    }
}
