using System.Text.Json;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>The body of `POST /webhooks` (codat-contract B104), with `style`, `authorization` and `maxMessagesPerSecond`, which are ours.</summary>
internal sealed record NewConsumer(
    string Url, IReadOnlyList<string> EventTypes, IReadOnlyList<string> CompanyTags, bool IsDisabled, WebhookStyle Style, string? Authorization,
    int? MaxPerSecond)
{
    private static readonly HashSet<string> LegacyNames =
        [.. EventCatalogue.Subscribable.Where(name => char.IsAsciiLetterUpper(name[0]))];

    public static NewConsumer Parse(JsonElement root, bool allowLoopback)
    {
        var errors = new RequestErrors();
        if (JsonObjectReader.Open(root, "", errors) is not { } reader)
        {
            errors.ThrowIfAny();
            throw new InvalidOperationException("A body that is no object was not refused.");
        }

        var types = EventTypesOf(reader);
        var consumer = new NewConsumer(
            ConsumerFields.Url(reader, "url", allowLoopback),
            types,
            TagsOf(reader),
            reader.Flag("disabled"),
            // Whoever names only legacy types expects what they looked like.
            reader.Choice<WebhookStyle>("style") ?? (types.All(LegacyNames.Contains) ? WebhookStyle.Legacy : WebhookStyle.New),
            ConsumerFields.Authorization(reader),
            ConsumerFields.MaxPerSecond(reader));
        errors.ThrowIfAny();
        return consumer;
    }

    private static List<string> EventTypesOf(JsonObjectReader reader)
    {
        var types = new List<string>();
        var index = 0;
        foreach (var element in reader.Array("eventTypes", 1, RequestLimits.WebhookEventTypes, required: true))
        {
            var type = JsonTexts.TryRead(element, out var text) ? EventCatalogue.Canonical(text) : null;
            if (type is null)
            {
                reader.Errors.Add(
                    JsonObjectReader.Join(reader.At("eventTypes"), index), "There is no such event type; GET /webhooks/eventTypes lists them.", "Choice");
            }
            else if (!types.Contains(type))
            {
                types.Add(type);
            }

            index++;
        }

        return types;
    }

    private static List<string> TagsOf(JsonObjectReader reader)
    {
        var tags = new List<string>();
        var index = 0;
        foreach (var element in reader.Array("companyTags", 0, RequestLimits.WebhookCompanyTags))
        {
            if (JsonTexts.TryRead(element, out var tag) && tag.Length <= RequestLimits.WebhookCompanyTag && tag.IndexOf(':', StringComparison.Ordinal) > 0)
            {
                tags.Add(tag);
            }
            else
            {
                reader.Errors.Add(
                    JsonObjectReader.Join(reader.At("companyTags"), index), $"Must be `key:value` of at most {RequestLimits.WebhookCompanyTag} characters.", "Format");
            }

            index++;
        }

        return tags;
    }
}
