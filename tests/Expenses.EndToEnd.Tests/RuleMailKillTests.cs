using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Expenses.Testing;
using Expenses.Testing.Mail;
using Expenses.Testing.Processes;

namespace Expenses.EndToEnd.Tests;

/// <summary>
/// Rules by e-mail as an operator runs them: the service signs in at a mail server over STARTTLS with a certificate it trusts;
/// the server is down and the service is killed on the way.
/// </summary>
public sealed class RuleMailKillTests : IDisposable
{
    private static readonly string[] Recipients = ["finance@example.com", "ops@example.com"];

    private const string User = "mailer";
    private const string Password = "the-password-of-the-mail-server";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);

    // As many waits as may be. They grow, so that a slow machine has attempts left when its mail servers have come at last, and a
    // quick one waits for none long.
    private static readonly double[] ScheduleSeconds = [0, 1, 1, 1, 1, 2, 2, 3, 3, 5, 5, 8, 8, 15, 15, 30, 30, 60, 120, 240];

    private readonly string _folder = Directory.CreateTempSubdirectory("mail-authority-").FullName;

    [Fact]
    public async Task Mails_are_signed_in_for_and_encrypted_and_outlive_a_server_that_is_down_and_a_kill()
    {
        var (key, certificate) = Certificate();
        var port = FreePort.Next();
        await using var service = await RunningService.StartAsync(Settings(port));
        using var http = service.CreateClient();
        var rule = (await PostAsync(http, "rules", new { type = "Sync Completed", notifiers = new { emails = Recipients } }))
            .GetProperty("id").GetString();
        await PostAsync(http, $"webhooks/{rule}/test", new { });
        await Eventually.TrueAsync(async () => (await MessagesAsync(http, rule)).Count(message => Attempts(message) > 0) == 2, Deadline);

        await using (var stranger = await MailServer.StartAsync(new MailServerOptions(User, "another password", key, certificate, Port: port)))
        {
            await Eventually.TrueAsync(
                async () => (await MessagesAsync(http, rule)).All(message => message.GetProperty("attempts").EnumerateArray().Any(WasRefused)), Deadline);
            Assert.Empty(stranger.Received);
        }

        await service.KillAndRestartHostAsync();
        await using var server = await MailServer.StartAsync(new MailServerOptions(User, Password, key, certificate, Port: port));
        await Eventually.TrueAsync(async () => (await MessagesAsync(http, rule)).All(message => message.GetProperty("status").GetString() == "Success"), Deadline);

        Assert.Equal(Recipients, server.Received.Select(mail => mail.EnvelopeTo[0]).Distinct().Order());
        Assert.All(server.Received, mail => Assert.Equal((true, User), (mail.Secure, mail.User)));
        Assert.Equal(2, server.Received.Select(mail => mail.MessageId).Distinct().Count());
        Assert.DoesNotContain(Password, service.LogTail(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // 535 is about our password, which an operator may mend: it is tried again.
    private static bool WasRefused(JsonElement attempt) => attempt.TryGetProperty("statusCode", out var code) && code.GetInt32() is >= 500 and <= 549;

    private static int Attempts(JsonElement message) => message.GetProperty("attempts").GetArrayLength();

    private static async Task<IReadOnlyList<JsonElement>> MessagesAsync(HttpClient http, string? rule) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"webhooks/{rule}/messages")).GetProperty("results").EnumerateArray()];

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private Dictionary<string, string> Settings(int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["Smtp__Host"] = "localhost",
            ["Smtp__Port"] = $"{port}",
            ["Smtp__UserName"] = User,
            ["Smtp__Password"] = Password,
            ["Smtp__From"] = "expenses@service.example",

            // The certificates that a process on this system trusts.
            ["SSL_CERT_FILE"] = Path.Combine(_folder, "authority.pem"),
        };
        for (var attempt = 0; attempt < ScheduleSeconds.Length; attempt++)
        {
            settings[$"Webhooks__Schedule__{attempt}"] = TimeSpan.FromSeconds(ScheduleSeconds[attempt]).ToString("c", CultureInfo.InvariantCulture);
        }

        return settings;
    }

    // An authority that only the service trusts, and a server's certificate of it.
    private (string Key, string Certificate) Certificate()
    {
        var now = DateTimeOffset.UtcNow;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "authority.pem"), authority.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddHours(12), [1, 2, 3, 4]);
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }
}
