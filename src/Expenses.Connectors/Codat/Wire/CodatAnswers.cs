namespace Expenses.Connectors.Codat.Wire;

/// <summary>A stored dataset (codat-contract §2.7).</summary>
internal sealed record DatasetAnswer(string? DatasetId);

/// <summary>An accepted sync (codat-contract §2.7).</summary>
internal sealed record SyncAnswer(string? SyncId);

/// <summary>A sync's status (codat-contract §2.8). Times have no offset in some versions, so they stay text here.</summary>
internal sealed record StatusAnswer(
    string? SyncId, int SyncStatusCode, string? SyncStatus, string? ErrorMessage, string? SyncExceptionMessage, string? SyncUtc, bool DataPushed);

/// <summary>What became of a transaction (codat-contract §2.9).</summary>
internal sealed record TransactionAnswer(string? TransactionId, string? Status, string? Message, string? IntegrationType);

/// <summary>A page of transactions (codat-contract §2.11).</summary>
internal sealed record TransactionPage(IReadOnlyList<TransactionAnswer>? Results, int TotalResults);

/// <summary>An attachment (codat-contract §2.9).</summary>
internal sealed record AttachmentAnswer(string? Id);

/// <summary>A page of push operations (codat-contract §2.13).</summary>
internal sealed record PushPage(IReadOnlyList<PushAnswer>? Results, int TotalResults);

/// <summary>One push operation.</summary>
internal sealed record PushAnswer(string? Status, IReadOnlyList<PushChange>? Changes);

/// <summary>What a push operation did to a record.</summary>
internal sealed record PushChange(string? Type, PushRecord? RecordRef, string? AttachmentId);

/// <summary>The record.</summary>
internal sealed record PushRecord(string? Id);

/// <summary>A company (codat-contract §2.1).</summary>
internal sealed record CompanyAnswer(string? Id, string? Name, string? Description, string? Created);

/// <summary>The error envelope (codat-contract §2.10), as much of it as is passed on.</summary>
internal sealed record ErrorAnswer(string? Error, string? CorrelationId, ErrorValidation? Validation);

/// <summary>The rejected values of an error.</summary>
internal sealed record ErrorValidation(IReadOnlyList<ErrorItem>? Errors);

/// <summary>One rejected value.</summary>
internal sealed record ErrorItem(string? ItemId, string? Message, string? ValidatorName);
