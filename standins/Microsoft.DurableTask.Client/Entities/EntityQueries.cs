namespace Microsoft.DurableTask.Client.Entities;

public record EntityQuery
{
    public const int DefaultPageSize = 100;

    private readonly string? _startsWith;

    public string? InstanceIdStartsWith
    {
        get => _startsWith;
        init => _startsWith = value is null ? null : Normalize(value);
    }

    public DateTimeOffset? LastModifiedFrom { get; init; }

    public DateTimeOffset? LastModifiedTo { get; init; }

    public bool IncludeState { get; init; } = true;

    public bool IncludeTransient { get; init; }

    public int? PageSize { get; init; }

    public string? ContinuationToken { get; init; }

    /// <summary>Puts the '@' in front and lowers the name; the key stays as given.</summary>
    private static string Normalize(string prefix)
    {
        var text = prefix.StartsWith('@') ? prefix : "@" + prefix;
        var key = text.IndexOf('@', 1);
        return key < 0 ? text.ToLowerInvariant() : text[..key].ToLowerInvariant() + text[key..];
    }
}

public readonly record struct CleanEntityStorageRequest
{
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    public bool RemoveEmptyEntities { get; init; }

    public bool ReleaseOrphanedLocks { get; init; }

    public string? ContinuationToken { get; init; }
}

public readonly record struct CleanEntityStorageResult
{
    public int EmptyEntitiesRemoved { get; init; }

    public int OrphanedLocksReleased { get; init; }

    public string? ContinuationToken { get; init; }
}
