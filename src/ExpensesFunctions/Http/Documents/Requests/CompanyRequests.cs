namespace ExpensesFunctions.Http.Documents.Requests;

internal sealed record CompanyRequest(string Name, string? Description, IReadOnlyDictionary<string, string>? Tags, string? PlatformType);

internal sealed record CompanyUpdateRequest(string? Name, string? Description, IReadOnlyDictionary<string, string>? Tags);

internal sealed record ConnectionRequest(string PlatformKey);

internal sealed record ConnectionStatusRequest(string Status);

internal sealed record ApiKeyRequest(string? Name);
