namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a binding brings a value in or takes one out.</summary>
public enum BindingDirection
{
    In = 0,
    Out = 1,
}

/// <summary>Name, type and direction of one binding of a function.</summary>
public abstract class BindingMetadata
{
    public abstract string Name { get; }

    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}

/// <summary>What the trigger brought along, by name.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
