using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Pages;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Documents;

/// <summary>One operation of the document. Which statuses it has stands in the function's doc comment, in so many digits.</summary>
internal sealed partial class DescribedOperation(HttpFunction function, string verb, SchemaSet schemas)
{
    private static readonly int[] Everywhere =
    [
        StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError,
    ];

    private readonly DocComment _comment = DocComment.Of(function.Method);
    private readonly IReadOnlyList<Type>? _answers = AnswerTypes.Of(function.Name);

    private bool IsOpen => function.Method.IsDefined(typeof(WithoutApiKeyAttribute));

    // What is said to a browser says so itself, refusals included.
    private bool IsPage => _answers is [var only] && only == typeof(HtmlPage);

    private bool HasBody => HttpMethods.IsPost(verb) || HttpMethods.IsPut(verb) || HttpMethods.IsPatch(verb);

    public JsonObject ToJson()
    {
        var operation = new JsonObject
        {
            ["operationId"] = function.Name,
            ["tags"] = new JsonArray(function.Method.DeclaringType!.Namespace!.Split('.')[^1]),
            ["summary"] = _comment.Summary,
            ["parameters"] = new JsonArray([.. Parameters()]),
            ["responses"] = Responses(),
        };
        if (HasBody)
        {
            operation["requestBody"] = RequestBody();
        }

        if (IsOpen)
        {
            operation["security"] = new JsonArray();
        }

        return operation;
    }

    private IEnumerable<JsonNode> Parameters()
    {
        foreach (Match part in Placeholder().Matches(function.Route))
        {
            var name = part.Groups["name"].Value;
            yield return Parameter(name, "path", _comment.Parameters.GetValueOrDefault(name, ""), "string", isRequired: true);
        }

        if (_answers is not null && _answers.Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>)))
        {
            yield return Parameter("page", "query", "The page, from 1.", "integer", isRequired: false);
            yield return Parameter("pageSize", "query", $"Entries of a page, 1 to {RequestLimits.PageSize}; {RequestLimits.DefaultPageSize} by default.", "integer", isRequired: false);
        }

        if (!IsOpen && (HttpMethods.IsPost(verb) || HttpMethods.IsPatch(verb)))
        {
            yield return Parameter(IdempotencyKey.Header, "header", "The same request with the same key is carried out once.", "string", isRequired: false);
        }
    }

    private static JsonObject Parameter(string name, string place, string description, string type, bool isRequired) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = isRequired,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private JsonObject Responses()
    {
        var responses = new JsonObject();
        foreach (var status in StatusesIn(_comment.Returns).DefaultIfEmpty(StatusCodes.Status200OK))
        {
            responses[$"{status}"] = Success(status);
        }

        if (IsPage)
        {
            return responses;
        }

        // A body can always be malformed, and an id unknown.
        var refusals = StatusesIn(_comment.Refusals)
            .Concat(IsOpen ? [] : Everywhere)
            .Concat(HasBody ? [StatusCodes.Status400BadRequest] : [])
            .Concat(Placeholder().IsMatch(function.Route) ? [StatusCodes.Status404NotFound] : []);
        foreach (var status in refusals.Distinct().Order())
        {
            responses[$"{status}"] = Answer(
                status == StatusCodes.Status500InternalServerError ? "A fault of ours." : "Refused; the body says why.", schemas.Of(typeof(ErrorEnvelope)));
        }

        return responses;
    }

    private JsonObject Success(int status) => IsPage
        ? new JsonObject { ["description"] = _comment.Returns, ["content"] = new JsonObject { ["text/html"] = new JsonObject() } }
        : status == StatusCodes.Status204NoContent || _answers is { Count: 0 }
        ? new JsonObject { ["description"] = _comment.Returns }
        : Answer(_comment.Returns, _answers switch
        {
            null => new JsonObject(),
            [var only] => schemas.Of(only),
            _ => new JsonObject { ["oneOf"] = new JsonArray([.. _answers.Select(schemas.Of)]) },
        });

    private static JsonObject Answer(string description, JsonNode schema) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
    };

    private JsonObject RequestBody()
    {
        var isUpload = function.Method.DeclaringType!.Namespace!.EndsWith(".Receipts", StringComparison.Ordinal);
        var kind = IsPage ? "application/x-www-form-urlencoded" : !isUpload ? "application/json" : HttpMethods.IsPut(verb) ? "application/octet-stream" : "multipart/form-data";
        var types = RequestTypes.Of(function.Name);
        var body = new JsonObject { ["content"] = new JsonObject { [kind] = Content(isUpload, kind, types) } };
        if (types.Count > 0 || isUpload)
        {
            body["required"] = true;
        }

        return body;
    }

    private JsonObject Content(bool isUpload, string kind, IReadOnlyList<Type> types) => (isUpload, types) switch
    {
        (true, _) when kind.StartsWith("multipart", StringComparison.Ordinal) => new JsonObject
        {
            ["schema"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("file"), ["properties"] = new JsonObject { ["file"] = File() } },
        },
        (true, _) => new JsonObject { ["schema"] = File() },
        (_, []) => [],
        (_, [var only]) => new JsonObject { ["schema"] = schemas.Of(only) },
        _ => new JsonObject { ["schema"] = new JsonObject { ["anyOf"] = new JsonArray([.. types.Select(schemas.Of)]) } },
    };

    private static JsonObject File() => new() { ["type"] = "string", ["format"] = "binary" };

    private static IEnumerable<int> StatusesIn(string text) =>
        Status().Matches(text).Select(match => int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct();

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b[2-5]\d\d\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Status();
}
