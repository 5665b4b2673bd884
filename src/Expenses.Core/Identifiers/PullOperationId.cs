using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One read of one data type from the accounting software. A GUID in the contract (codat-contract §2.13).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<PullOperationId>))]
public readonly record struct PullOperationId(string Value) : IIdentifier<PullOperationId>
{
    /// <inheritdoc />
    public static PullOperationId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
