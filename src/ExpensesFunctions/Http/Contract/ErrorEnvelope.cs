using Expenses.Core.Errors;
using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract;

/// <summary>
/// The body of every error (codat-contract §2.10). `canBeRetried` is a string, `True`, `False` or `Unknown` (B093). `help` is ours:
/// the same in plain words, in the caller's language (pain point 5).
/// </summary>
internal sealed record ErrorEnvelope(
    int StatusCode,
    string Service,
    string Error,
    string CorrelationId,
    ErrorValidation Validation,
    string CanBeRetried,
    int DetailedErrorCode,
    ErrorHelp Help)
{
    public static ErrorEnvelope For(HttpContext http, int statusCode, string error, IReadOnlyList<ValidationItem>? errors = null)
    {
        var kind = ErrorCatalogue.Of(statusCode, error, errors is [var first, ..] ? first.ValidatorName : null);
        return new ErrorEnvelope(
            statusCode,
            ServiceOf(http.Request.Path),
            error,
            RequestScope.Of(http).CorrelationId,
            new ErrorValidation(errors ?? [], []),
            Retry(statusCode),
            kind.Code,
            ErrorHelp.Of(kind, HelpLanguage.Of(http.Request)));
    }

    private static string ServiceOf(PathString path)
    {
        if (!path.StartsWithSegments("/companies", StringComparison.OrdinalIgnoreCase, out var rest))
        {
            return "PublicApi";
        }

        return rest.Value is { } value
            && (value.Contains("/sync/", StringComparison.OrdinalIgnoreCase) || value.Contains("/syncs/", StringComparison.OrdinalIgnoreCase))
            ? "ExpenseSyncApi"
            : "ClientsApi";
    }

    // A conflict may pass by itself or never; everything else is decided by its status (T6).
    private static string Retry(int statusCode) => statusCode switch
    {
        StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or >= 500 => "True",
        StatusCodes.Status409Conflict => "Unknown",
        _ => "False",
    };
}

/// <summary>The rejected values of an error.</summary>
internal sealed record ErrorValidation(IReadOnlyList<ValidationItem> Errors, IReadOnlyList<ValidationItem> Warnings);

/// <summary>An error in plain words.</summary>
internal sealed record ErrorHelp(string Language, string Explanation, string Fix)
{
    public static ErrorHelp Of(ErrorKind kind, string language) => new(language, kind.In(language).Explanation, kind.In(language).Fix);
}
