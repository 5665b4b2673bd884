using System.Net;
using System.Net.Sockets;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using Expenses.Testing.Mail;
using ExpensesFunctions.Webhooks.Mail;
using ExpensesFunctions.Webhooks.Sending;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Tests.Webhooks.Mail;

/// <summary>One mail to a real mail server (npm `smtp-server`), read by a published parser.</summary>
public sealed class MailSenderTests(MailSenderTests.PlainServer plain) : IClassFixture<MailSenderTests.PlainServer>
{
    private static readonly WebhookConsumer Rule = new()
    {
        Client = new ClientId("acme"), Id = new WebhookConsumerId("rule-1"), Url = "", RuleType = "Sync Completed", Created = DateTimeOffset.UnixEpoch,
    };

    private readonly MailServer _server = plain.Server;

    [Fact]
    public async Task Mail_arrives_as_it_was_meant()
    {
        var published = Event("Sync s for company Café & Söhne 漢字 completed.");

        var answer = await SendAsync("meant@example.com", published);

        var mail = await ReceivedAsync("meant@example.com");
        Assert.Equal(new WebhookAnswer(250, null), answer);
        Assert.Equal(("expenses@service.example", "expenses@service.example"), (mail.EnvelopeFrom, mail.From));
        Assert.Equal(("meant@example.com", "meant@example.com"), (Assert.Single(mail.EnvelopeTo), Assert.Single(mail.To)));
        Assert.Equal("Sync Completed: company c1", mail.Subject);
        Assert.StartsWith("Sync s for company Café & Söhne 漢字 completed.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Correlation id: 0123456789abcdef0123456789abcdef", mail.Text, StringComparison.Ordinal);
        Assert.Contains("{\"syncId\":\"s\"}", mail.Text, StringComparison.Ordinal);
        Assert.Equal($"<{published.MailId(Rule.Id, "meant@example.com")}@service.example>", mail.MessageId);
        Assert.Contains(mail.Headers, header => header[0] == "auto-submitted" && header[1] == "auto-generated");
    }

    [Fact]
    public async Task Texts_from_outside_make_no_header_no_second_mail_and_no_end()
    {
        var published = Event("Done.\r\n.\r\nMAIL FROM:<x@y.example>\r\nRCPT TO:<z@y.example>\r\n\nBcc: all@example.com") with
        {
            Company = new CompanyId("c\r\nBcc: all@example.com\r\n\r\nHello"), Type = "made\r\nup",
        };

        var answer = await SendAsync("hostile@example.com", published);

        var mail = await ReceivedAsync("hostile@example.com");
        Assert.Equal(250, answer.StatusCode);
        Assert.Equal(["hostile@example.com"], mail.EnvelopeTo);
        Assert.DoesNotContain(_server.Received, other => other.EnvelopeFrom == "x@y.example" || other.EnvelopeTo.Contains("z@y.example"));
        Assert.DoesNotContain(mail.Headers, header => header[0] is "bcc" or "cc");
        Assert.Equal("made  up: company c  Bcc: all@example.com    Hello", mail.Subject);
        Assert.Contains("RCPT TO:<z@y.example>", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown@example.com", 550, true)]
    [InlineData("busy@example.com", 451, false)]
    public async Task Refusal_is_told_by_its_code_and_ends_the_round_or_not(string recipient, int code, bool ends)
    {
        var answer = await SendAsync(recipient, Event("x"));

        var made = new WebhookAttempt(0, 1, DateTimeOffset.UnixEpoch, answer.StatusCode, answer.Error, 1);
        Assert.Equal(new WebhookAnswer(code, $"The mail server answered {code}."), answer);
        Assert.Equal(ends, Message(recipient, Event("x")).EndsWith(made));
        Assert.False(made.IsSuccess);
        Assert.DoesNotContain(_server.Received, mail => mail.EnvelopeTo.Contains(recipient));
    }

    [Theory]
    [InlineData(250, true)]
    [InlineData(410, false)]
    [InlineData(421, false)]
    [InlineData(500, false)]
    [InlineData(521, true)]
    [InlineData(530, false)]
    [InlineData(535, false)]
    [InlineData(554, true)]
    [InlineData(559, true)]
    [InlineData(560, false)]
    [InlineData(null, false)]
    public void Round_of_a_mail_ends_with_what_is_about_the_mailbox(int? code, bool ends) => Assert.Equal(
        ends, Message("ops@example.com", Event("x")).EndsWith(new WebhookAttempt(0, 1, DateTimeOffset.UnixEpoch, code, null, 1)));

    [Fact]
    public async Task Server_that_is_down_is_said_so()
    {
        // Taken, so that nobody else is there, and nobody listens.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var answer = await SendAsync("ops@example.com", Event("x"), options => options.Port = ((IPEndPoint)taken.LocalEndPoint!).Port);

        Assert.Equal(new WebhookAnswer(null, "The mail server cannot be reached: ConnectionRefused."), answer);
    }

    [Fact]
    public async Task Server_that_never_answers_is_not_waited_for()
    {
        var answer = await SendAsync("silent@example.com", Event("x"), options => options.Timeout = TimeSpan.FromSeconds(1));

        Assert.Equal(new WebhookAnswer(null, "No answer within 1 s."), answer);
    }

    [Fact]
    public async Task Host_that_stops_is_no_attempt()
    {
        using var stopping = new CancellationTokenSource();
        var sending = SendAsync("silent@example.com", Event("x"), stopping: stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Server_without_encryption_gets_nothing_where_it_is_required()
    {
        var answer = await SendAsync("plain@example.com", Event("x"), options => options.StartTls = true);

        Assert.NotEqual(250, answer.StatusCode);
        Assert.NotNull(answer.Error);
        Assert.DoesNotContain(_server.Received, mail => mail.EnvelopeTo.Contains("plain@example.com"));
    }

    [Fact]
    public async Task Server_with_a_certificate_that_nobody_vouches_for_gets_nothing()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions());

        var answer = await SendAsync("ops@example.com", Event("x"), options => (options.StartTls, options.Port) = (true, server.Port));

        Assert.Equal(new WebhookAnswer(null, "The mail server's certificate was not accepted."), answer);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_sent()
    {
        var answer = await SendAsync("ops@example.com", Event("x"), options => options.Host = "");

        Assert.Equal(new WebhookAnswer(null, "No mail server is configured."), answer);
    }

    private async Task<ReceivedMail> ReceivedAsync(string recipient) => Assert.Single(await Eventually.GetAsync(
        () => Task.FromResult(_server.Received.Where(mail => mail.EnvelopeTo.Contains(recipient)).ToList()), found => found.Count > 0));

    private static PublishedEvent Event(string text) => new()
    {
        Id = "e1",
        Client = Rule.Client,
        Company = new CompanyId("c1"),
        Type = EventCatalogue.SyncSuccessful,
        Occurred = DateTimeOffset.UnixEpoch,
        CorrelationId = "0123456789abcdef0123456789abcdef",
        Legacy = new LegacyAlert(text, """{"syncId":"s"}"""),
    };

    private static WebhookMessage Message(string recipient, PublishedEvent published) => new()
    {
        Client = Rule.Client,
        Consumer = Rule.Id,
        Id = published.MailId(Rule.Id, recipient),
        Recipient = recipient,
        EventType = published.Type,
        Created = published.Occurred,
    };

    private Task<WebhookAnswer> SendAsync(
        string recipient, PublishedEvent published, Action<MailOptions>? change = null, CancellationToken stopping = default)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = _server.Port, StartTls = false, From = "expenses@service.example", Timeout = TimeSpan.FromMinutes(5) };
        change?.Invoke(options);
        return new MailSender(Options.Create(options)).SendAsync(
            Message(recipient, published), MailText.Of(published, Rule).ToBytes(), stopping);
    }

    /// <summary>One without encryption, for all tests here.</summary>
    public sealed class PlainServer : IAsyncLifetime
    {
        internal MailServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await MailServer.StartAsync(new MailServerOptions(Plain: true));

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
