using System.Net;
using Expenses.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Mail;

/// <summary>What settings of the mail server must be; every fault is told at once, and no value is repeated.</summary>
internal sealed class MailOptionsRules : IValidateOptions<MailOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(MailOptions options)
    {
        if (options.Host.Length > 0 && Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return "Smtp:Host must be the name or address of a mail server, without a port.";
        }

        if (options.Port is < 1 or > IPEndPoint.MaxPort)
        {
            yield return $"Smtp:Port must be from 1 to {IPEndPoint.MaxPort}.";
        }

        if (options.IsConfigured && options.From.Length == 0)
        {
            yield return "Smtp:From is required where Smtp:Host is set.";
        }

        if (options.From.Length > 0 && MailAddress.ProblemOf(options.From) is { } problem)
        {
            yield return $"Smtp:From {problem}";
        }

        if (options.UserName.Length > 0 != options.Password.Length > 0)
        {
            yield return "Smtp:UserName and Smtp:Password go together.";
        }

        if (!options.StartTls && options.UserName.Length > 0)
        {
            yield return "Smtp:StartTls must be true where a password is sent.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > LongestTimeout)
        {
            yield return $"Smtp:Timeout must be from one second to {LongestTimeout.TotalMinutes:0} minutes.";
        }
    }
}
