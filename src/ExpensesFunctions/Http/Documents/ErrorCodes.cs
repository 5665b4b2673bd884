using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Http.Documents;

/// <summary>The catalogue of errors; ours, not the contract's.</summary>
public sealed class ErrorCodes
{
    /// <summary>Lists every `detailedErrorCode` with its explanation and fix, in the language of `Accept-Language`.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with all kinds of errors.</returns>
    [Function(nameof(GetErrorCodes))]
    [WithoutApiKey("Documentation; it holds nothing of any client.")]
    public IResult GetErrorCodes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "errors")] HttpRequest request)
    {
        var language = HelpLanguage.Of(request);
        return JsonAnswer.Ok(new ErrorCodeList([.. ErrorCatalogue.All.Select(kind => ErrorCodeBody.Of(kind, language))]));
    }
}

/// <summary>One kind of error.</summary>
internal sealed record ErrorCodeBody(int DetailedErrorCode, int StatusCode, string Language, string Explanation, string Fix)
{
    public static ErrorCodeBody Of(ErrorKind kind, string language) =>
        new(kind.Code, kind.Code / 100, language, kind.In(language).Explanation, kind.In(language).Fix);
}

/// <summary>All kinds of errors.</summary>
internal sealed record ErrorCodeList(IReadOnlyList<ErrorCodeBody> Results);
