namespace Expenses.Core.Access;

/// <summary>An HTTP answer as it went out, to be given again (codat-contract §2.14).</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The content type; empty without a body.</param>
/// <param name="Headers">The headers that say something of what was made, such as `Location`.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record KeptAnswer(int StatusCode, string ContentType, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);
