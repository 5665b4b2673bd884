using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>A transaction, named by the caller; a GUID, unique per company over all kinds (codat-contract §4.1 rule 1).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<TransactionId>))]
public readonly record struct TransactionId(string Value) : IIdentifier<TransactionId>
{
    /// <inheritdoc />
    public static TransactionId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
