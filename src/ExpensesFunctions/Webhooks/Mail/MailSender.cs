using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Expenses.Core.Webhooks;
using ExpensesFunctions.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Mail;

/// <summary>Hands one mail to the mail server once.</summary>
/// <param name="options">The server.</param>
public sealed class MailSender(IOptions<MailOptions> options)
{
    private const int Taken = 250;

    /// <summary>Sends a message to its recipient. Its `Message-ID` follows from the message, so that a mail that comes twice can be told.</summary>
    /// <param name="message">The message.</param>
    /// <param name="body">Its stored text.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>What the server said, 250 when it took the mail; a failure to get through is a result.</returns>
    public async Task<WebhookAnswer> SendAsync(WebhookMessage message, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var server = options.Value;
        if (!server.IsConfigured)
        {
            return new WebhookAnswer(null, "No mail server is configured.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.Timeout);
        using var mail = MailOf(message, MailText.FromBytes(body), server.From);
        using var client = ClientOf(server);
        try
        {
            // Cancelled while it waits for a reply the client waits on; being disposed of ends it.
            await client.SendMailAsync(mail, limit.Token).WaitAsync(limit.Token);
            return new WebhookAnswer(Taken, null);
        }
        catch (SmtpException failure) when (!limit.IsCancellationRequested)
        {
            return AnswerOf(failure);
        }
        catch (Exception failure) when (failure is SmtpException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"No answer within {server.Timeout.TotalSeconds:0.#} s.");
        }
    }

    private static SmtpClient ClientOf(MailOptions server) => new(server.Host, server.Port)
    {
        EnableSsl = server.StartTls,
        Credentials = server.UserName.Length > 0 ? new NetworkCredential(server.UserName, server.Password) : null,
    };

    private static MailMessage MailOf(WebhookMessage message, MailText text, string from)
    {
        var mail = new MailMessage(from, message.Recipient!, text.Subject, text.Text)
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id}@{from[(from.LastIndexOf('@') + 1)..]}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    // Without the server's own words: they may name the recipient, and what is wrong goes to the log as well.
    private static WebhookAnswer AnswerOf(SmtpException failure) => (int)failure.StatusCode > 0
        ? new WebhookAnswer((int)failure.StatusCode, $"The mail server answered {(int)failure.StatusCode}.")
        : new WebhookAnswer(null, failure.InnerException switch
        {
            AuthenticationException => "The mail server's certificate was not accepted.",
            SocketException socket => $"The mail server cannot be reached: {socket.SocketErrorCode}.",
            _ => "The connection to the mail server failed.",
        });
}
