using Expenses.Core.Access;

namespace ExpensesFunctions.Http.ApiKeys;

/// <summary>An API key as the contract shows it (B100); `apiKey` only in the answer to its making.</summary>
internal sealed record ApiKeyBody(string Id, string Name, string? ApiKey, DateTimeOffset CreatedDate)
{
    public static ApiKeyBody Of(StoredApiKey key, string? apiKey) => new(key.Id, key.Name, apiKey, key.Created);
}

/// <summary>All keys of a client.</summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKeyBody> Results);
