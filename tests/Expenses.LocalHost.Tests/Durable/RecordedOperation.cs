using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Tests.Durable;

/// <summary>One entity operation, with the state it finds and leaves as JSON.</summary>
internal sealed class RecordedOperation(string name, string? input, string? state) : TaskEntityOperation
{
    private readonly StoredState _state = new() { Json = state };

    public string? StateJson => _state.Json;

    public override string Name => name;

    public override bool HasInput => input is not null;

    public override TaskEntityContext Context { get; } = new CounterContext();

    public override TaskEntityState State => _state;

    public override object? GetInput(Type inputType) => input is null ? null : JsonSerializer.Deserialize(input, inputType);

    private sealed class StoredState : TaskEntityState
    {
        public string? Json { get; set; }

        public override bool HasState => Json is not null;

        public override object? GetState(Type type) => Json is null ? null : JsonSerializer.Deserialize(Json, type);

        public override void SetState(object? state) => Json = state is null ? null : JsonSerializer.Serialize(state);
    }

    private sealed class CounterContext : TaskEntityContext
    {
        public override EntityInstanceId Id { get; } = new("counter", "c-1");

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            throw new NotSupportedException();

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
            throw new NotSupportedException();
    }
}
