namespace ExpensesFunctions.Webhooks.Mail;

/// <summary>The mail server that legacy rules tell by e-mail through; section <c>Smtp</c>.</summary>
public sealed class MailOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Smtp";

    /// <summary>The server; empty for none, and then no rule may name an e-mail address.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port for submission; 587 by default.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted before anything is sent (STARTTLS, RFC 3207). Never off where a password is sent.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Whom to sign in as; empty for nobody.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password: a secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address; required with a host.</summary>
    public string From { get; set; } = "";

    /// <summary>How long one attempt may take; one second to five minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether mails can be sent.</summary>
    public bool IsConfigured => Host.Length > 0;
}
