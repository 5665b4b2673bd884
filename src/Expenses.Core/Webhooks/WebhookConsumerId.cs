using System.Text.Json.Serialization;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Webhooks;

/// <summary>One webhook consumer or legacy rule. A GUID in the contract (codat-contract B104).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<WebhookConsumerId>))]
public readonly record struct WebhookConsumerId(string Value) : IIdentifier<WebhookConsumerId>
{
    /// <inheritdoc />
    public static WebhookConsumerId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
