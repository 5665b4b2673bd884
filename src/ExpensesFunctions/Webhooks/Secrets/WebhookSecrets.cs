using Expenses.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Secrets;

/// <summary>The secrets of consumers: made, rotated, and opened to sign.</summary>
/// <param name="protector">Encrypts them.</param>
/// <param name="options">How long an old one signs.</param>
/// <param name="time">The clock.</param>
public sealed class WebhookSecrets(ISecretProtector protector, IOptions<WebhookOptions> options, TimeProvider time)
{
    // The Standard Webhooks libraries look through every signature of the header; five keep it short.
    private const int MaximumSecrets = 5;

    /// <summary>Gives a consumer a new secret. The ones before sign as well for the time of overlap.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <returns>The changed consumer and the secret, which is shown this once.</returns>
    public (WebhookConsumer Consumer, string Secret) Renew(WebhookConsumer consumer)
    {
        var now = time.GetUtcNow();
        var secret = SigningSecret.Create();
        var others = consumer.Secrets
            .Where(kept => kept.Expires is null || kept.Expires > now)
            .Select(kept => kept with { Expires = kept.Expires ?? now + options.Value.SecretOverlap });
        return (consumer with { Secrets = [.. others.Prepend(new KeptSecret(protector.Protect(secret))).Take(MaximumSecrets)] }, secret);
    }

    /// <summary>The secrets a consumer's messages are signed with now.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <returns>The newest first.</returns>
    public IReadOnlyList<string> InForce(WebhookConsumer consumer)
    {
        var now = time.GetUtcNow();
        return [.. consumer.Secrets.Where(kept => kept.Expires is null || kept.Expires > now).Select(kept => protector.Unprotect(kept.Protected))];
    }

    /// <summary>Encrypts the value of a consumer's `Authorization` header.</summary>
    /// <param name="authorization">The value; null for none.</param>
    /// <returns>What is stored.</returns>
    public string? Keep(string? authorization) => authorization is null ? null : protector.Protect(authorization);

    /// <summary>The value of a consumer's `Authorization` header.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <returns>The value; null for none.</returns>
    public string? AuthorizationOf(WebhookConsumer consumer) =>
        consumer.ProtectedAuthorization is { } kept ? protector.Unprotect(kept) : null;
}
