using Expenses.Infra.Tests.Bicep;

namespace Expenses.Infra.Tests;

/// <summary>Deployments with the switches an operator has.</summary>
internal static class Deployments
{
    public const string Client = "first";
    public const string MailPassword = "the-mail-password";
    public const string Hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

    public static Template With(bool scheduler, bool network, bool everythingElse) => With(File.ReadAllText, scheduler, network, everythingElse);

    public static Template With(Func<string, string> text, bool scheduler, bool network, bool everythingElse) => Template.Deploy(
        text,
    [
        ("apiKeyHash", Hash),
        ("firstClientId", Client),
        ("durableBackend", scheduler ? "DurableTaskScheduler" : "AzureStorage"),
        ("vnetEnabled", network),
        .. everythingElse ? Everything : [],
    ]);

    private static readonly (string, object?)[] Everything =
    [
        ("principalId", "operator-object-id"),
        ("zoneRedundant", true),
        ("alertEmails", "a@example.org, b@example.org"),
        ("smtpHost", "mail.example.org"),
        ("smtpFrom", "expenses@example.org"),
        ("smtpUserName", "mailer"),
        ("smtpPassword", MailPassword),
        ("budgetAmount", 100L),
        ("budgetStartDate", "2026-11-01"),
        ("entraClientId", "entra-client-id"),
        ("receiptRetentionDays", 3650L),
        ("alwaysReadyHttpInstances", 1L),
        ("schedulerSku", "Dedicated"),
    ];
}
