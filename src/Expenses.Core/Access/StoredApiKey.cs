using Expenses.Core.Identifiers;

namespace Expenses.Core.Access;

/// <summary>An API key that an operator or a client made. The key itself is shown once and kept nowhere.</summary>
/// <param name="Client">Whose companies it opens; lower case.</param>
/// <param name="Id">Names the key without giving it away; a GUID.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Sha256">The key's SHA-256, lower-case hexadecimal.</param>
/// <param name="Created">When it was made, UTC.</param>
/// <param name="Revoked">When it was withdrawn, UTC; null while it is good.</param>
public sealed record StoredApiKey(ClientId Client, string Id, string Name, string Sha256, DateTimeOffset Created, DateTimeOffset? Revoked = null);
