using Expenses.Core.Webhooks;
using ExpensesFunctions.Http.Json;

namespace ExpensesFunctions.Http.Webhooks;

/// <summary>Whom a rule tells by e-mail (codat-contract B127).</summary>
internal static class RuleEmails
{
    private const string Name = "emails";

    /// <summary>The addresses of `notifiers.emails`; faults go to the reader's errors.</summary>
    /// <param name="notifiers">The rule's `notifiers`.</param>
    /// <param name="canBeSent">Whether there is a mail server: nobody is led to expect what nobody would send.</param>
    public static IReadOnlyList<string> Read(JsonObjectReader notifiers, bool canBeSent)
    {
        var elements = notifiers.Array(Name, 0, RequestLimits.RuleEmails);
        var addresses = new List<string>();
        foreach (var (index, element) in elements.Index())
        {
            var problem = JsonTexts.TryRead(element, out var address) ? MailAddress.ProblemOf(address) : "must be a text.";
            problem ??= addresses.Contains(address, StringComparer.OrdinalIgnoreCase) ? "is there twice." : null;
            if (problem is not null)
            {
                notifiers.Errors.Add(JsonObjectReader.Join(notifiers.At(Name), index), $"'{Name}[{index}]' {problem}", "Email");
            }
            else
            {
                addresses.Add(address);
            }
        }

        if (addresses.Count > 0 && !canBeSent)
        {
            notifiers.Errors.Add(
                notifiers.At(Name), $"'{Name}' must be empty: this service has no mail server to send them (its setting Smtp__Host is not set).", "NoMailServer");
        }

        return addresses;
    }
}
