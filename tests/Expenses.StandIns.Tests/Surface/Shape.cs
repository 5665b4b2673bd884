namespace Expenses.StandIns.Tests.Surface;

public enum ShapeKind
{
    Square,
    Round,
}

/// <summary>A fabricated type with a bit of everything, for the tests of the comparer.</summary>
public abstract class Shape<T> : IDisposable
    where T : class, new()
{
    public const int Limit = 100;

    protected Shape(string? name, int size = 3)
    {
        Name = name ?? "";
        Size = size;
    }

    public string Name { get; init; }

    public int? Size { get; internal set; }

    public object this[string key]
    {
        get => key;
        set => Size = value.GetHashCode();
    }

    public static implicit operator string(Shape<T> shape) => shape.Name;

    public bool TryRead(string text, out int value, params object?[] rest)
    {
        value = rest.Length;
        return text.Length > Size;
    }

    public abstract Task<T?> FindAsync(string? key = null, CancellationToken cancellation = default);

    public virtual TOther Convert<TOther>(ShapeKind kind = ShapeKind.Round)
        where TOther : struct => default;

    public override string ToString() => Name;

    public void Dispose() => GC.SuppressFinalize(this);

    internal void NotForCallers() => Size = null;

    private protected void NotForCallersEither() => Size = 0;
}
