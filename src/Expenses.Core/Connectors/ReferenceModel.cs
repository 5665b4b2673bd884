namespace Expenses.Core.Connectors;

/// <summary>What a record, or a property of one, may say on a platform (codat-contract §2.17, `PushOption`).</summary>
/// <param name="Type">Its kind of value.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record ReferenceModel(ReferenceModelType Type, string DisplayName, string Description, bool IsRequired)
{
    /// <summary>The properties of an object, by name.</summary>
    public IReadOnlyDictionary<string, ReferenceModel> Properties { get; init; } = new Dictionary<string, ReferenceModel>(StringComparer.Ordinal);

    /// <summary>The values it may have; empty for any.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What else the platform wants of it.</summary>
    public IReadOnlyList<string> Information { get; init; } = [];
}

/// <summary>A kind of value of a model.</summary>
public enum ReferenceModelType
{
    /// <summary>Several properties.</summary>
    Object,

    /// <summary>Several values.</summary>
    Array,

    /// <summary>A text.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,
}
