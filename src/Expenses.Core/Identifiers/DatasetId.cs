using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>A stored set of transactions that a sync can push. A GUID in the contract (codat-contract §2.7).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<DatasetId>))]
public readonly record struct DatasetId(string Value) : IIdentifier<DatasetId>
{
    /// <inheritdoc />
    public static DatasetId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
