using Expenses.Core.Access;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Idempotency;
using ExpensesFunctions.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.ApiKeys;

/// <summary>
/// The API keys of a client (codat-contract B100-B102). Keys of the settings are the operator's and are not listed. Kept
/// hashed, so a key is shown once, when it is made.
/// </summary>
public sealed class ApiKeyEndpoints(IApiKeyStore store, StoredApiKeys known, ApiKeyRing configured, TimeProvider time)
{
    /// <summary>Lists the keys that are good.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with all keys, without the keys themselves.</returns>
    [Function(nameof(GetApiKeys))]
    public async Task<IResult> GetApiKeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "apiKeys")] HttpRequest request, CancellationToken cancellationToken)
    {
        var keys = await GoodAsync(RequestScope.Of(request).RequireClient(), cancellationToken);
        return JsonAnswer.Ok(new ApiKeyList([.. keys.Select(key => ApiKeyBody.Of(key, apiKey: null))]));
    }

    /// <summary>
    /// Makes a key for the same client. Its answer holds the key, so it is kept nowhere: the same `Idempotency-Key` again
    /// makes no second key and is told so.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>201 with the key, this once.</returns>
    /// <exception cref="ContractException">400: the name; 409: there are ten, or the Idempotency-Key made one before.</exception>
    [Function(nameof(PostApiKey))]
    [OwnIdempotency]
    public async Task<IResult> PostApiKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "apiKeys")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var name = NameOf(body);
        var client = RequestScope.Of(request).RequireClient();
        var all = await store.ListAsync(client, cancellationToken);
        var id = IdempotencyKey.NewId(request, "apiKey");
        if (all.Any(key => key.Id.Equals(id, StringComparison.Ordinal)))
        {
            throw new ContractException(
                StatusCodes.Status409Conflict, $"This {IdempotencyKey.Header} made API key {id} before, which is shown once; delete it and make another.");
        }

        if (all.Count(key => key.Revoked is null) >= RequestLimits.ApiKeys)
        {
            throw new ContractException(
                StatusCodes.Status409Conflict, $"The maximum of {RequestLimits.ApiKeys} API keys is reached. Delete one first.");
        }

        var secret = ApiKeySecret.New();
        var key = new StoredApiKey(client, id, name, ApiKeySecret.Sha256(secret), time.GetUtcNow());
        await store.AddAsync(key, cancellationToken);
        known.Forget();
        return JsonAnswer.Of(StatusCodes.Status201Created, ApiKeyBody.Of(key, secret));
    }

    /// <summary>Withdraws a key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="apiKeyId">The key's id.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204 without a body.</returns>
    /// <exception cref="ContractException">404; 409: it is the client's last key.</exception>
    [Function(nameof(DeleteApiKey))]
    public async Task<IResult> DeleteApiKey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "apiKeys/{apiKeyId}")] HttpRequest request,
        string apiKeyId,
        CancellationToken cancellationToken)
    {
        var client = RequestScope.Of(request).RequireClient();
        var keys = await GoodAsync(client, cancellationToken);
        if (!RouteId.TryGuid(apiKeyId, out var id) || !keys.Any(key => key.Id.Equals(id, StringComparison.Ordinal)))
        {
            throw Refusals.NotFound("API key", apiKeyId);
        }

        if (keys.Count == 1 && !configured.Knows(client))
        {
            throw new ContractException(StatusCodes.Status409Conflict, "The last API key cannot be deleted. Create another one first.");
        }

        await store.RevokeAsync(client, id, time.GetUtcNow(), cancellationToken);
        known.Forget();
        return Results.StatusCode(StatusCodes.Status204NoContent);
    }

    private static string NameOf(JsonBody body)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var name = reader?.Text("name") ?? "";
        reader?.FitsWithin("name", name, 0, RequestLimits.ApiKeyName);
        errors.ThrowIfAny();
        return name;
    }

    private async Task<IReadOnlyList<StoredApiKey>> GoodAsync(ClientId client, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(client, cancellationToken)).Where(key => key.Revoked is null)];
}
