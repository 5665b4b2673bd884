using System.Text.Json;
using Expenses.Testing.Processes;

namespace Expenses.Testing.Mail;

/// <summary>
/// A real mail server on loopback: the published npm package, in a process of its own. What it does with a mail follows from
/// the recipient's name; mail-server.cjs says how.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly ChildProcess _process;

    private MailServer(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Every mail it took, in order: a mail is here before its sender is told that it was taken.</summary>
    public IReadOnlyList<ReceivedMail> Received =>
    [
        .. Lines(_process.Output()).Where(line => line.StartsWith('{'))
            .Select(line => JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!),
    ];

    public static async Task<MailServer> StartAsync(MailServerOptions options)
    {
        var environment = new Dictionary<string, string>
        {
            ["MODULES"] = await ModulesAsync(), ["OPTIONS"] = JsonSerializer.Serialize(options, JsonSerializerOptions.Web),
        };
        var process = ChildProcess.Start("node", [RepositoryRoot.File("tests", "Expenses.Testing", "Mail", "mail-server.cjs")], environment, line => line.StartsWith('{') ? "kept" : null);
        var port = await Eventually.GetAsync(
            () => Task.FromResult(Lines(process.Output()).FirstOrDefault(line => line.StartsWith("PORT ", StringComparison.Ordinal))),
            line => line is not null || (process.HasExited ? throw new InvalidOperationException(process.Output()) : false),
            Deadline);
        return new MailServer(process, int.Parse(port!["PORT ".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<string> ModulesAsync()
    {
        await using var install = ChildProcess.Start("bash", [RepositoryRoot.File("eng", "mail-server.sh"), "install"]);
        return await install.EndedWithinAsync(Deadline) && install.ExitCode == 0
            ? Lines(install.Output()).Last(line => line.EndsWith("node_modules", StringComparison.Ordinal))
            : throw new InvalidOperationException(install.Output());
    }

    // The last line may be half written.
    private static string[] Lines(string text) => text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>How a mail server is.</summary>
/// <param name="User">Whom it lets in; null for everybody.</param>
/// <param name="Password">With which password.</param>
/// <param name="Key">The key of its certificate, PEM; null for one that nobody trusts.</param>
/// <param name="Cert">Its certificate, PEM.</param>
/// <param name="Plain">Whether it knows neither STARTTLS nor AUTH.</param>
/// <param name="Port">Where it listens; 0 for a free port.</param>
public sealed record MailServerOptions(
    string? User = null, string? Password = null, string? Key = null, string? Cert = null, bool Plain = false, int Port = 0);

/// <summary>A mail as the server took it and the published parser read it.</summary>
public sealed record ReceivedMail(
    string EnvelopeFrom,
    IReadOnlyList<string> EnvelopeTo,
    bool Secure,
    string User,
    string MessageId,
    string From,
    IReadOnlyList<string> To,
    string Subject,
    string Text,
    IReadOnlyList<IReadOnlyList<string>> Headers);
