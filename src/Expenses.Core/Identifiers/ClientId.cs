using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>The owner of an API key: one expense product. Nothing of one client is visible to another.</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<ClientId>))]
public readonly record struct ClientId(string Value) : IIdentifier<ClientId>
{
    /// <inheritdoc />
    public static ClientId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
