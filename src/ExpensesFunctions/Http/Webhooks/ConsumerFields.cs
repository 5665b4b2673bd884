using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>What consumers and rules have in common.</summary>
internal static class ConsumerFields
{
    /// <summary>Where messages go; the address's form is checked here, where it leads at each connection.</summary>
    public static string Url(JsonObjectReader reader, string name, bool allowLoopback)
    {
        if (reader.Text(name, required: true) is not { } url)
        {
            return "";
        }

        if (WebhookAddress.ProblemOf(url, allowLoopback) is { } problem)
        {
            reader.Errors.Add(reader.At(name), $"'{name}' {problem}", "Address");
        }

        return url;
    }

    /// <summary>How many messages a second it wants at most; null for as they come.</summary>
    public static int? MaxPerSecond(JsonObjectReader reader) =>
        reader.WholeNumber("maxMessagesPerSecond", 1, RequestLimits.WebhookMessagesPerSecond);

    /// <summary>The value of the `Authorization` header of every message; null for none.</summary>
    public static string? Authorization(JsonObjectReader reader)
    {
        const string name = "authorization";
        if (reader.Text(name) is not { } value || !reader.FitsWithin(name, value, 1, RequestLimits.WebhookAuthorization))
        {
            return null;
        }

        if (!value.All(character => character is >= ' ' and <= '~'))
        {
            reader.Errors.Add(reader.At(name), $"'{name}' must be visible ASCII characters and blanks.", "Format");
        }

        return value;
    }
}
