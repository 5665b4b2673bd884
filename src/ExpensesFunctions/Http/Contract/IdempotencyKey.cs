using System.Globalization;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// The `Idempotency-Key` header (codat-contract §2.14). What a request makes gets its id from the key, so that a request
/// sent again after a lost answer makes nothing new.
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The key, or null when none was sent.</summary>
    /// <exception cref="ContractException">400: malformed.</exception>
    public static string? Find(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.Count == 1 ? values[0] : null;
        return key is { Length: > 0 and <= RequestLimits.IdempotencyKey } && key.All(character => character is > ' ' and <= '~')
            ? key
            : throw Refusals.Invalid(Header, $"'{Header}' must be one value of 1 to {RequestLimits.IdempotencyKey} visible ASCII characters.", "Format");
    }

    /// <summary>The key of a request that must have one.</summary>
    /// <exception cref="ContractException">400: missing or malformed.</exception>
    public static string Require(HttpRequest request) =>
        Find(request) ?? throw Refusals.Invalid(Header, $"'{Header}' is required.", "Required");

    /// <summary>The id of what a request makes: derived from its key, or new when it has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">What it makes.</param>
    /// <param name="within">What the key is unique in, besides the client.</param>
    public static string NewId(HttpRequest request, string kind, params ReadOnlySpan<string> within) =>
        Find(request) is { } key
            ? DerivedId.Guid([kind, RequestScope.Of(request).RequireClient().Value, key, .. within])
            : Guid.NewGuid().ToString("D");

    /// <summary>The same for what can be deleted: an id that was deleted is never given out again, so its key makes another one then.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wasDeleted">Whether what has this id was deleted.</param>
    /// <param name="kind">What it makes.</param>
    /// <param name="within">What the key is unique in, besides the client.</param>
    public static async Task<string> NewIdAsync(HttpRequest request, Func<string, Task<bool>> wasDeleted, string kind, params string[] within)
    {
        var id = NewId(request, kind, within);
        for (var life = 2; Find(request) is not null && await wasDeleted(id); life++)
        {
            id = NewId(request, kind, [.. within, string.Create(CultureInfo.InvariantCulture, $"life {life}")]);
        }

        return id;
    }
}
