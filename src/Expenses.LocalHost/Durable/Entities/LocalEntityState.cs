using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Expenses.LocalHost.Durable.Entities;

internal sealed class LocalEntityState(string? serialized, DataConverter converter) : TaskEntityState
{
    public string? Serialized { get; private set; } = serialized;

    public override bool HasState => Serialized is not null;

    public override object? GetState(Type type) => converter.Deserialize(Serialized, type);

    public override void SetState(object? state) => Serialized = converter.Serialize(state);
}
