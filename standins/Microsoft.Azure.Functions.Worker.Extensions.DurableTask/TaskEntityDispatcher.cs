using Microsoft.DurableTask.Entities;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Hands an entity operation to an entity class. As in the real package only the Durable extension makes one, and
/// there is none here: a host on stand-ins runs the entity class itself.
/// </summary>
public sealed class TaskEntityDispatcher
{
    private TaskEntityDispatcher()
    {
    }

    public Task DispatchAsync(ITaskEntity entity) => throw NoExtension();

    public Task DispatchAsync<T>() => throw NoExtension();

    public Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler) => throw NoExtension();

    private static NotSupportedException NoExtension() =>
        new("Entity operations are dispatched by the Durable Functions extension, and this build has a stand-in for it.");
}
