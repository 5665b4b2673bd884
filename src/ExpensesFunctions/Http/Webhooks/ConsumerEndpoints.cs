using Expenses.Core.Errors;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Idempotency;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Webhooks;
using ExpensesFunctions.Webhooks.Secrets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>Webhook consumers (codat-contract B103-B107, M048-M052).</summary>
public sealed class ConsumerEndpoints(
    WebhookAccess access, IWebhookConsumerStore consumers, WebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider time)
{
    /// <summary>Lists the client's consumers, oldest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    [Function(nameof(GetWebhooks))]
    public async Task<IResult> GetWebhooks(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks")] HttpRequest request, CancellationToken cancellationToken)
    {
        var all = await consumers.ListAsync(RequestScope.Of(request).RequireClient(), cancellationToken);
        return JsonAnswer.Ok(new ConsumerList([.. all.Where(consumer => !consumer.IsRule).Select(consumer => ConsumerBody.Of(consumer))]));
    }

    /// <summary>Creates a consumer. The answer shows its signing secret, which no other answer does until it is rotated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>201.</returns>
    /// <exception cref="ContractException">400: malformed, an address that is not public, or the 51st consumer; 422: the key came with another body before.</exception>
    [Function(nameof(PostWebhook))]
    [OwnIdempotency]
    public async Task<IResult> PostWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var input = NewConsumer.Parse(body.Root, options.Value.AllowLoopback);
        var client = RequestScope.Of(request).RequireClient();
        var id = await IdempotencyKey.NewIdAsync(
            request, id => consumers.WasDeletedAsync(client, new WebhookConsumerId(id), cancellationToken), "webhook");
        var (wanted, secret) = secrets.Renew(new WebhookConsumer
        {
            Client = client,
            Id = new WebhookConsumerId(id),
            Url = input.Url,
            EventTypes = input.EventTypes,
            CompanyTags = input.CompanyTags,
            IsDisabled = input.IsDisabled,
            Style = input.Style,
            ProtectedAuthorization = secrets.Keep(input.Authorization),
            MaxPerSecond = input.MaxPerSecond,
            Created = time.GetUtcNow(),
        });
        var stored = await consumers.AddAsync(wanted, cancellationToken) ?? throw Refusals.Invalid(
            "/", $"A client has at most {IWebhookConsumerStore.MaximumPerClient} webhook consumers.", "Count");

        // The same Idempotency-Key again, however late (OwnIdempotency): the answer with the secret may be the one that was
        // lost, so it is made again.
        var isNew = string.Equals(stored.Secrets[0].Protected, wanted.Secrets[0].Protected, StringComparison.Ordinal);
        if (!isNew && !IsSame(stored, wanted))
        {
            throw new ContractException(StatusCodes.Status422UnprocessableEntity, $"The {IdempotencyKey.Header} was used with another request before.");
        }

        return JsonAnswer.Of(StatusCodes.Status201Created, ConsumerBody.Of(stored, isNew ? secret : secrets.InForce(stored)[0]));
    }

    /// <summary>Gets one consumer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="webhookId">The consumer.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetWebhook))]
    public async Task<IResult> GetWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/{webhookId}")] HttpRequest request,
        string webhookId,
        CancellationToken cancellationToken) =>
        JsonAnswer.Ok(ConsumerBody.Of(await access.RequireConsumerAsync(request, webhookId, cancellationToken)));

    /// <summary>Switches a consumer off or on, or throttles it (ours). Switched on, it gets the attempts that are left.</summary>
    /// <param name="request">The request; `{disabled, maxMessagesPerSecond}`, one of them at least.</param>
    /// <param name="webhookId">The consumer or rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    /// <exception cref="ContractException">400; 404.</exception>
    [Function(nameof(PatchWebhook))]
    public async Task<IResult> PatchWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "webhooks/{webhookId}")] HttpRequest request,
        string webhookId,
        CancellationToken cancellationToken)
    {
        await access.RequireAsync(request, webhookId, cancellationToken);
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(body.Root, "", errors);
        var maxPerSecond = reader is null ? null : ConsumerFields.MaxPerSecond(reader);
        var isSwitched = reader?.Find("disabled", required: maxPerSecond is null) is not null;
        var isDisabled = reader?.Flag("disabled") ?? false;
        errors.ThrowIfAny();

        // Deliveries note on the consumer how they fare.
        return JsonAnswer.Ok(ConsumerBody.Of(await Collisions.RepeatAsync(async () =>
        {
            var consumer = await access.RequireAsync(request, webhookId, cancellationToken);
            var changed = consumer with { MaxPerSecond = maxPerSecond ?? consumer.MaxPerSecond };
            return await consumers.UpdateAsync(
                isSwitched ? changed with { IsDisabled = isDisabled, DisabledReason = "", FailingSince = null } : changed, cancellationToken);
        })));
    }

    /// <summary>Deletes a consumer and drops the attempts that are left.</summary>
    /// <param name="request">The request.</param>
    /// <param name="webhookId">The consumer.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(DeleteWebhook))]
    public async Task<IResult> DeleteWebhook(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "webhooks/{webhookId}")] HttpRequest request,
        string webhookId,
        CancellationToken cancellationToken)
    {
        var consumer = await access.RequireConsumerAsync(request, webhookId, cancellationToken);
        await consumers.DeleteAsync(consumer.Client, consumer.Id, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>Gives a consumer a new signing secret (ours). For a day messages carry signatures of both.</summary>
    /// <param name="request">The request.</param>
    /// <param name="webhookId">The consumer.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the new secret.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(PostWebhookSecret))]
    public async Task<IResult> PostWebhookSecret(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "webhooks/{webhookId}/secret")] HttpRequest request,
        string webhookId,
        CancellationToken cancellationToken)
    {
        var (stored, secret) = await Collisions.RepeatAsync(async () =>
        {
            var (renewed, shown) = secrets.Renew(await access.RequireConsumerAsync(request, webhookId, cancellationToken));
            return (await consumers.UpdateAsync(renewed, cancellationToken), shown);
        });
        return JsonAnswer.Ok(ConsumerBody.Of(stored, secret));
    }

    /// <summary>Lists what a consumer can subscribe to (ours; codat-contract M052).</summary>
    /// <param name="request">The request.</param>
    /// <returns>200.</returns>
    [Function(nameof(GetWebhookEventTypes))]
    public IResult GetWebhookEventTypes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "webhooks/eventTypes")] HttpRequest request) =>
        JsonAnswer.Ok(new EventTypeList(
            EventCatalogue.Subscribable,
            [.. EventCatalogue.Raised.SelectMany(kind => new[] { kind.Name, kind.LegacyName }).OfType<string>().Distinct(StringComparer.Ordinal)],
            EventCatalogue.RuleTypes));

    private static bool IsSame(WebhookConsumer stored, WebhookConsumer wanted) =>
        string.Equals(stored.Url, wanted.Url, StringComparison.Ordinal)
        && stored.Style == wanted.Style
        && stored.MaxPerSecond == wanted.MaxPerSecond
        && stored.EventTypes.SequenceEqual(wanted.EventTypes, StringComparer.Ordinal)
        && stored.CompanyTags.SequenceEqual(wanted.CompanyTags, StringComparer.Ordinal);
}
