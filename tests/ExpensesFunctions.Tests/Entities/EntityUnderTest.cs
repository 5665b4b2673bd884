using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace ExpensesFunctions.Tests.Entities;

/// <summary>Runs operations on an entity as a host does: the state travels as JSON between them.</summary>
/// <param name="create">A fresh entity, as a host makes one for each operation.</param>
internal sealed class EntityUnderTest(Func<ITaskEntity> create)
{
    private string? _state;

    public List<(TaskName Name, string? InstanceId)> Started { get; } = [];

    public int StateBytes => _state?.Length ?? 0;

    public async Task<T?> CallAsync<T>(string operation, object input)
    {
        var call = new Operation(this, operation, input);
        return (T?)await create().RunAsync(call);
    }

    public async Task SignalAsync(string operation, object input) => await CallAsync<object>(operation, input);

    private sealed class Operation(EntityUnderTest entity, string name, object input) : TaskEntityOperation
    {
        public override string Name => name;

        public override TaskEntityContext Context { get; } = new EntityContext(entity);

        public override TaskEntityState State { get; } = new EntityState(entity);

        public override bool HasInput => true;

        public override object? GetInput(Type inputType) => input;
    }

    private sealed class EntityState(EntityUnderTest entity) : TaskEntityState
    {
        public override bool HasState => entity._state is not null;

        public override object? GetState(Type type) => entity._state is null ? null : JsonSerializer.Deserialize(entity._state, type);

        public override void SetState(object? state) => entity._state = state is null ? null : JsonSerializer.Serialize(state);
    }

    private sealed class EntityContext(EntityUnderTest entity) : TaskEntityContext
    {
        public override EntityInstanceId Id => new("test", "entity");

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
        {
            entity.Started.Add((name, options?.InstanceId));
            return options?.InstanceId ?? "";
        }

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            throw new InvalidOperationException("These entities signal nobody.");
    }
}
