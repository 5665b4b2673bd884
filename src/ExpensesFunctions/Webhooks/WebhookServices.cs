using Expenses.Core.Webhooks;
using ExpensesFunctions.Retention;
using ExpensesFunctions.Http.Webhooks;
using ExpensesFunctions.Webhooks.Mail;
using ExpensesFunctions.Webhooks.Secrets;
using ExpensesFunctions.Webhooks.Sending;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks;

/// <summary>Registers webhooks: what raises events, what spreads them, what delivers them.</summary>
public static class WebhookServices
{
    /// <summary>Registers them; the storing ports, the clock and the HTTP side come from elsewhere.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Holds sections `Webhooks` and `Secrets`.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhookOptions>()
            .Bind(configuration.GetSection(WebhookOptions.Section))
            .Validate(
                options => options.Timeout > TimeSpan.Zero && options.Timeout <= WebhookOptions.LongestTimeout,
                $"Webhooks:Timeout must be above zero, and at most {WebhookOptions.LongestTimeout}.")
            .Validate(
                options => options.SecretOverlap >= TimeSpan.Zero && options.SecretOverlap <= WebhookOptions.LongestOverlap,
                $"Webhooks:SecretOverlap must be between zero and {WebhookOptions.LongestOverlap}.")
            .Validate(
                options => options.Schedule.Count <= WebhookOptions.MaximumAttempts && options.Schedule.All(wait => wait >= TimeSpan.Zero),
                $"Webhooks:Schedule has at most {WebhookOptions.MaximumAttempts} waits, none negative.")
            .Validate<IOptions<RetentionOptions>>(
                (options, retention) => options.IsOverBefore(retention.Value.WebhookMessages),
                $"Webhooks:Schedule takes longer than Retention:WebhookMessages keeps a message that is replayed after {WebhookOptions.ReplayableDays} days.")
            .ValidateOnStart();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsRules>();
        services.TryAddSingleton<MailSender>();
        services.AddSecretProtection(configuration);
        services.TryAddSingleton<WebhookSecrets>();
        services.TryAddSingleton(provider => new SsrfGuard(provider.GetRequiredService<IOptions<WebhookOptions>>()));
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<WebhookDeliveries>();
        services.TryAddSingleton<WebhookAttempts>();
        services.TryAddSingleton<WebhookDispatch>();
        services.TryAddSingleton<SyncEvents>();
        services.TryAddSingleton<CompanyEvents>();
        services.TryAddSingleton<IChangeNotices, ChangeNotices>();
        services.TryAddSingleton<RateLimitEvents>();
        services.TryAddSingleton<ReconciliationEvents>();
        services.TryAddSingleton<ConfigurationEvents>();
        services.TryAddSingleton<WebhookAccess>();
        return services;
    }
}
