using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>A receipt uploaded ahead of its expense, named by the caller; unique per company.</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<ReceiptId>))]
public readonly record struct ReceiptId(string Value) : IIdentifier<ReceiptId>
{
    /// <inheritdoc />
    public static ReceiptId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
