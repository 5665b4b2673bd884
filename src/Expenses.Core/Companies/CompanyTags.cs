using System.Collections.Frozen;

namespace Expenses.Core.Companies;

/// <summary>A company's tags (codat-contract B010). Keys and values are compared exactly; two with the same content are equal.</summary>
public sealed class CompanyTags : IEquatable<CompanyTags>
{
    /// <summary>How many tags a company may have.</summary>
    public const int MaxCount = 10;

    /// <summary>Characters of a key.</summary>
    public const int MaxKeyLength = 27;

    /// <summary>Characters of a value.</summary>
    public const int MaxValueLength = 100;

    private readonly FrozenDictionary<string, string> _tags;

    /// <summary>Makes tags. The limits are the reader's business.</summary>
    /// <param name="tags">Keys and values; a key comes once.</param>
    public CompanyTags(IEnumerable<KeyValuePair<string, string>> tags) => _tags = tags.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>No tags.</summary>
    public static CompanyTags None { get; } = new([]);

    /// <summary>All tags.</summary>
    public IReadOnlyDictionary<string, string> All => _tags;

    /// <summary>The value under a key.</summary>
    /// <param name="key">The key, in its case.</param>
    /// <returns>The value, or null.</returns>
    public string? Find(string key) => _tags.GetValueOrDefault(key);

    /// <inheritdoc />
    public bool Equals(CompanyTags? other) =>
        other is not null
        && other._tags.Count == _tags.Count
        && _tags.All(tag => string.Equals(other.Find(tag.Key), tag.Value, StringComparison.Ordinal));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as CompanyTags);

    /// <inheritdoc />
    public override int GetHashCode() => _tags.Keys.Aggregate(0, (hash, key) => hash ^ StringComparer.Ordinal.GetHashCode(key));
}
