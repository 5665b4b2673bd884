using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>The row that exists before a receipt is attached: its key is the transaction and the file's hash (design section 4).</summary>
public sealed record AttachmentIntent
{
    /// <summary>Whose.</summary>
    public required CompanyKey Company { get; init; }

    /// <summary>The transaction the file belongs to.</summary>
    public required TransactionId TransactionId { get; init; }

    /// <summary>The SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where it stands.</summary>
    public PushIntentState State { get; init; }

    /// <summary>When it was sent first, UTC; null before that, and where the platform is asked instead of the clock.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>The platform's id of the attachment; null until it landed.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Message { get; init; }

    /// <summary>The version that a conditional update is checked against; empty before it is stored.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The idempotency key of attaching this file to this transaction.</summary>
    /// <returns>The key, 32 hexadecimal characters.</returns>
    public string IdempotencyKey() =>
        DerivedId.Key(Company.Client.Value, Company.Company.Value, TransactionId.Value, "Attach", Sha256);
}
