using System.Text.Json.Serialization;

namespace Expenses.Core.Identifiers;

/// <summary>One customer of the client, whose ledger is written to. A GUID in the contract (codat-contract §2.1).</summary>
/// <param name="Value">The identifier's text.</param>
[JsonConverter(typeof(IdentifierJsonConverter<CompanyId>))]
public readonly record struct CompanyId(string Value) : IIdentifier<CompanyId>
{
    /// <inheritdoc />
    public static CompanyId From(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
