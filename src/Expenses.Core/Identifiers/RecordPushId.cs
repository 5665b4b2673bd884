using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One write of a reference data record: the contract's `pushOperationKey`, a GUID (codat-contract §2.13).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<RecordPushId>))]
public readonly record struct RecordPushId(string Value) : IIdentifier<RecordPushId>
{
    /// <inheritdoc />
    public static RecordPushId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
