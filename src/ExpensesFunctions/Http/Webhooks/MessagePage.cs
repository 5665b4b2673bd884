using System.Globalization;
using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>The page of messages a request asks for. Messages keep coming, so pages hang on a message and not on a number.</summary>
internal sealed record MessagePage(WebhookMessageId? Before, int Size, string Path)
{
    public static MessagePage From(HttpRequest request)
    {
        var size = PageRequest.From(request).Size;
        if (request.Query.ContainsKey("page"))
        {
            throw Refusals.Invalid("page", "This list has no numbered pages; follow 'next'.", "Paging");
        }

        if (size > RequestLimits.WebhookMessagePage)
        {
            throw Refusals.Invalid("pageSize", $"'pageSize' must be a whole number from 1 to {RequestLimits.WebhookMessagePage}.", "Paging");
        }

        var before = request.Query["before"].ToString();
        if (before.Length > 0 && !WebhookMessageId.IsWellFormed(before))
        {
            throw Refusals.Invalid("before", "'before' must be the id of a message.", "Paging");
        }

        return new MessagePage(before.Length > 0 ? new WebhookMessageId(before) : null, size, request.Path.ToUriComponent());
    }

    public string After(WebhookMessageId last) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path}?before={last.Value}&pageSize={Size}");
}
