namespace Microsoft.DurableTask.Entities;

/// <summary>An entity written as a class whose public methods are its operations.</summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    protected virtual bool AllowStateDispatch => false;

    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    public ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is TState state ? state : InitializeState(operation);
        if (EntityDispatch.TryInvoke(this, operation, out var result)
            || (AllowStateDispatch && State is not null && EntityDispatch.TryInvoke(State, operation, out result)))
        {
            return FinishAsync(operation, result);
        }

        if (string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return default;
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
        => Nullable.GetUnderlyingType(typeof(TState)) is { } underlying
            ? (TState)Activator.CreateInstance(underlying)!
            : Activator.CreateInstance<TState>();

    private async ValueTask<object?> FinishAsync(TaskEntityOperation operation, object? result)
    {
        var value = await EntityDispatch.UnwrapAsync(result);
        operation.State.SetState(State);
        return value;
    }
}
