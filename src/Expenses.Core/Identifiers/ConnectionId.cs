using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One link of a company to a platform. A GUID in the contract (codat-contract §2.2).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<ConnectionId>))]
public readonly record struct ConnectionId(string Value) : IIdentifier<ConnectionId>
{
    /// <inheritdoc />
    public static ConnectionId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
