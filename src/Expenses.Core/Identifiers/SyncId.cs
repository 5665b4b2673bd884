using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One sync of datasets into the accounting software. A GUID in the contract (codat-contract §2.8).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<SyncId>))]
public readonly record struct SyncId(string Value) : IIdentifier<SyncId>
{
    /// <inheritdoc />
    public static SyncId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
