using System.Diagnostics;
using Expenses.LocalHost.Durable.History;
using Expenses.LocalHost.Durable.Orchestrations;
using Expenses.LocalHost.Durable.Steps;
using Expenses.LocalHost.Durable.Store;
using Expenses.LocalHost.Telemetry;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Entities;

/// <summary>A batch of messages of one entity, one after the other; the whole batch is one commit (durable-semantics §11).</summary>
internal sealed partial class EntityStepper(OrchestrationServices services, StorePool stores, TimeProvider time)
{
    private readonly ILogger _logger = services.Loggers.CreateLogger<EntityStepper>();

    public async ValueTask<StepResult> StepAsync(StepInput input)
    {
        var before = (input.Session as EntitySession)?.Row
            ?? stores.Read(store => store.FindEntity(input.InstanceId))
            ?? new EntityRow(input.InstanceId, null, null, null, default);
        var batch = new EntityBatch(before);
        var commit = new EntityCommit();
        var queue = new Queue<Delivery>(input.Deliveries);
        var behindLock = new List<Delivery>();
        while (queue.TryDequeue(out var delivery))
        {
            var message = (EntityMessage)delivery.Body;
            if (!batch.MayTake(message))
            {
                behindLock.Add(delivery);
                continue;
            }

            commit.Take(delivery);
            await HandleAsync(batch, message);
            if (message is EntityUnlock && behindLock.Count > 0)
            {
                // Those that waited come before those that came later.
                queue = new Queue<Delivery>([.. behindLock, .. queue]);
                behindLock.Clear();
            }
        }

        commit.Send(batch.Outgoing);
        commit.Row = batch.Row == before ? null : batch.Row;
        return new StepResult(commit.IsEmpty ? null : commit, new EntitySession(batch.Row), behindLock)
        {
            Blockade = behindLock.Count == 0 ? null : new Blockade(batch.Row.LockId!, body => batch.MayTake((EntityMessage)body)),
        };
    }

    private async ValueTask HandleAsync(EntityBatch batch, EntityMessage message)
    {
        switch (message)
        {
            case EntityLock request:
                batch.Lock(request, Now);
                break;
            case EntityUnlock release:
                batch.Unlock(release, Now);
                break;
            case EntityOperation operation:
                await RunAsync(batch, operation);
                break;
        }
    }

    private async ValueTask RunAsync(EntityBatch batch, EntityOperation message)
    {
        var id = EntityInstanceId.FromString(batch.Row.Id);
        var operation = new LocalEntityOperation(id, message, batch.Row.State, services.Options, Now);
        using var span = DurableTrace.RunEntity(message.TraceParent, id.Name, message.Operation, message.IsSignal, batch.Row.Id);
        EntityResponse response;
        try
        {
            response = services.Functions.HasEntity(id.Name)
                ? new EntityResponse(services.Options.Converter.Serialize(await services.Functions.RunEntityAsync(id.Name, operation)), null)
                : new EntityResponse(null, MissingFunction.Failure(id.Name, "entity"));
            if (response.Failure is null)
            {
                batch.Keep(operation.NewState, operation.Outgoing, Now);
            }
        }
#pragma warning disable CA1031 // A failed operation leaves no trace but its answer (durable-semantics §11).
        catch (Exception e)
#pragma warning restore CA1031
        {
            response = new EntityResponse(null, Failure.From(e));
            span?.SetTag("durabletask.entity.error_message", e.Message).SetStatus(ActivityStatusCode.Error, e.Message);
        }

        if (!message.IsSignal)
        {
            batch.Answer(message, response, Now);
        }
        else if (response.Failure is { } failure)
        {
            LogSignalFailed(_logger, batch.Row.Id, message.Operation, failure.ToString());
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "Signal {Operation} of entity {EntityId} failed and was rolled back: {Failure}")]
    private static partial void LogSignalFailed(ILogger logger, string entityId, string operation, string failure);
}
