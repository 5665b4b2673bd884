using System.Text.Json;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Access;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Json;
using ExpensesFunctions.Webhooks;
using ExpensesFunctions.Webhooks.Mail;
using ExpensesFunctions.Webhooks.Secrets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>Legacy rules (codat-contract B126): one event type, one URL, e-mail addresses (B127), bodies in the legacy style. They are delivered as consumers are.</summary>
public sealed class RuleEndpoints(
    WebhookAccess access,
    CompanyAccess companies,
    IWebhookConsumerStore consumers,
    WebhookSecrets secrets,
    IOptions<WebhookOptions> options,
    IOptions<MailOptions> mail,
    TimeProvider time)
{
    /// <summary>Lists the client's rules, oldest first.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="ContractException">400: paging.</exception>
    [Function(nameof(GetRules))]
    public async Task<IResult> GetRules(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rules")] HttpRequest request, CancellationToken cancellationToken)
    {
        var page = PageRequest.From(request);
        var all = await consumers.ListAsync(RequestScope.Of(request).RequireClient(), cancellationToken);
        var rules = all.Where(consumer => consumer.IsRule).ToList();
        return JsonAnswer.Ok(page.Of([.. rules.Skip(page.First).Take(page.Size).Select(RuleBody.Of)], rules.Count));
    }

    /// <summary>Creates a rule.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200 with the rule.</returns>
    /// <exception cref="ContractException">400: malformed, or the 51st rule; 404: no such company.</exception>
    [Function(nameof(PostRule))]
    public async Task<IResult> PostRule(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "rules")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(request, cancellationToken);
        var input = Parse(body.Root);
        CompanyId? company = input.CompanyId is null ? null : (await companies.RequireAsync(request, input.CompanyId, cancellationToken)).Key.Company;
        var client = RequestScope.Of(request).RequireClient();
        var id = await IdempotencyKey.NewIdAsync(
            request, id => consumers.WasDeletedAsync(client, new WebhookConsumerId(id), cancellationToken), "rule");
        var stored = await consumers.AddAsync(
            new WebhookConsumer
            {
                Client = client,
                Id = new WebhookConsumerId(id),
                Url = input.Url,
                Emails = input.Emails,
                EventTypes = [EventCatalogue.LegacyNameOf(input.Type)],
                Style = WebhookStyle.Legacy,
                RuleType = input.Type,
                RuleCompany = company,
                ProtectedAuthorization = secrets.Keep(input.Authorization),
                Created = time.GetUtcNow(),
            },
            cancellationToken);
        return JsonAnswer.Ok(RuleBody.Of(stored
            ?? throw Refusals.Invalid("/", $"A client has at most {IWebhookConsumerStore.MaximumPerClient} rules.", "Count")));
    }

    /// <summary>Gets one rule.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>200.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(GetRule))]
    public async Task<IResult> GetRule(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "rules/{ruleId}")] HttpRequest request,
        string ruleId,
        CancellationToken cancellationToken) =>
        JsonAnswer.Ok(RuleBody.Of(await access.RequireRuleAsync(request, ruleId, cancellationToken)));

    /// <summary>Deletes a rule (ours).</summary>
    /// <param name="request">The request.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404.</exception>
    [Function(nameof(DeleteRule))]
    public async Task<IResult> DeleteRule(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "rules/{ruleId}")] HttpRequest request,
        string ruleId,
        CancellationToken cancellationToken)
    {
        var rule = await access.RequireRuleAsync(request, ruleId, cancellationToken);
        await consumers.DeleteAsync(rule.Client, rule.Id, cancellationToken);
        return Results.NoContent();
    }

    private NewRule Parse(JsonElement root)
    {
        var errors = new RequestErrors();
        var reader = JsonObjectReader.Open(root, "", errors);
        var type = reader?.Text("type", required: true) is { } text ? EventCatalogue.CanonicalRuleType(text) : "";
        if (type is null)
        {
            errors.Add("/type", "There is no such rule type; GET /webhooks/eventTypes lists them.", "Choice");
        }

        var notifiers = reader?.Object("notifiers", required: true);
        var emails = notifiers is null ? [] : RuleEmails.Read(notifiers, mail.Value.IsConfigured);
        var url = notifiers is null || (emails.Count > 0 && notifiers.Find("webhook") is null)
            ? ""
            : ConsumerFields.Url(notifiers, "webhook", options.Value.AllowLoopback);
        var rule = new NewRule(type ?? "", reader?.Text("companyId"), url, emails, reader is null ? null : ConsumerFields.Authorization(reader));
        errors.ThrowIfAny();
        return rule;
    }

    private sealed record NewRule(string Type, string? CompanyId, string Url, IReadOnlyList<string> Emails, string? Authorization);
}
