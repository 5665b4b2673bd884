using Expenses.Core.Identifiers;

namespace Expenses.Core.Access;

/// <summary>A request that came with an `Idempotency-Key`: what it was, and how it was answered.</summary>
public sealed record KeyedRequest
{
    /// <summary>Whose key it is.</summary>
    public required ClientId Client { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The request's method and address.</summary>
    public required string Request { get; init; }

    /// <summary>When it came, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The SHA-256 of its body, hexadecimal; null while it is being answered.</summary>
    public string? BodySha256 { get; init; }

    /// <summary>Its answer; null while it is being answered.</summary>
    public KeptAnswer? Answer { get; init; }

    /// <summary>The stored version; empty when it was never stored.</summary>
    public string ETag { get; init; } = "";
}
