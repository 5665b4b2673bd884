using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One expense run; derived from client, company and idempotency key, so that the same request is the same run.</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<RunId>))]
public readonly record struct RunId(string Value) : IIdentifier<RunId>
{
    /// <inheritdoc />
    public static RunId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
