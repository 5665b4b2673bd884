using System.Globalization;

namespace Expenses.SampleRun;

/// <summary>A mistake in the flags; the message is meant for the person who typed them.</summary>
internal sealed class UsageException(string message) : Exception(message);

internal static class CommandLine
{
    public const string Usage = """
        Usage: Expenses.SampleRun [flags]
          --base-url URL        the service (default http://127.0.0.1:7071)
          --api-key KEY         or --api-key-file FILE, or the environment variable EXPENSES_API_KEY
          --input FILE.csv      card transactions; default: the sample month
          --receipts DIR        receipts (pdf, png, jpg) handed out round-robin
          --count N             only the first N transactions
          --receipt-count M     receipts to attach, spread evenly (default: one per file in --receipts)
          --samples DIR         folder of the sample month
          --state FILE          remembers the company of a run (default .local/sample-run.json)
          --company ID          push into this company instead
          --run-key KEY         idempotency key of the run, a GUID (default: derived from the input)
          --fresh               start over in a new company
          --timeout MINUTES     give up after this long (default 30)
          --first-contact SECONDS
                                give up sooner when nothing ever answered (default 30)
          --json FILE           write the result for a program
        Exit code: 0 reconciled, 1 differences, 2 usage, 3 service unreachable.
        """;

    private static readonly HashSet<string> Switches = new(StringComparer.Ordinal) { "--fresh", "--help" };

    private static readonly HashSet<string> Valued = new(StringComparer.Ordinal)
    {
        "--base-url", "--api-key", "--api-key-file", "--input", "--receipts", "--count", "--receipt-count",
        "--samples", "--state", "--company", "--run-key", "--timeout", "--first-contact", "--json",
    };

    /// <summary>Null when help was asked for.</summary>
    public static SampleRunOptions? Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var given = Read(args);
        if (given.ContainsKey("--help"))
        {
            return null;
        }

        var options = new SampleRunOptions
        {
            BaseUrl = Url(given.GetValueOrDefault("--base-url", "http://127.0.0.1:7071")),
            ApiKey = ApiKey(given, environment),
            ApiKeyFile = given.GetValueOrDefault("--api-key-file"),
            Input = given.GetValueOrDefault("--input"),
            Receipts = given.GetValueOrDefault("--receipts"),
            Count = Number(given, "--count", 1),
            ReceiptCount = Number(given, "--receipt-count", 0),
            Samples = given.GetValueOrDefault("--samples"),
            StateFile = given.GetValueOrDefault("--state", Path.Combine(".local", "sample-run.json")),
            CompanyId = given.GetValueOrDefault("--company"),
            RunKey = RunKey(given.GetValueOrDefault("--run-key")),
            Fresh = given.ContainsKey("--fresh"),
            Timeout = TimeSpan.FromMinutes(Number(given, "--timeout", 1) ?? 30),
            FirstContact = TimeSpan.FromSeconds(Number(given, "--first-contact", 1) ?? 30),
            JsonFile = given.GetValueOrDefault("--json"),
        };
        return options switch
        {
            { Fresh: true, CompanyId: not null } => throw new UsageException("--fresh makes a new company; it cannot go with --company."),
            { ReceiptCount: not null, Receipts: null } => throw new UsageException("--receipt-count needs --receipts DIR."),
            _ => options,
        };
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var flag = args[i];
            if (Switches.Contains(flag))
            {
                given[flag] = "";
            }
            else if (!Valued.Contains(flag))
            {
                throw new UsageException($"Unknown flag '{flag}'.");
            }
            else if (++i < args.Count)
            {
                given[flag] = args[i];
            }
            else
            {
                throw new UsageException($"{flag} needs a value.");
            }
        }

        return given;
    }

    private static Uri Url(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"--base-url: '{text}' is not an http address.");

    private static string ApiKey(Dictionary<string, string> given, Func<string, string?> environment)
    {
        var key = given.GetValueOrDefault("--api-key");
        if (key is null && given.TryGetValue("--api-key-file", out var file))
        {
            key = File.Exists(file) ? File.ReadAllText(file) : throw new UsageException($"--api-key-file: no file '{file}'.");
        }

        key = (key ?? environment("EXPENSES_API_KEY"))?.Trim();
        return string.IsNullOrEmpty(key)
            ? throw new UsageException("An API key is needed: --api-key, --api-key-file or EXPENSES_API_KEY.")
            : key;
    }

    private static int? Number(Dictionary<string, string> given, string flag, int least)
    {
        if (!given.TryGetValue(flag, out var text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"{flag}: '{text}' is not a whole number of at least {least}.");
    }

    private static Guid? RunKey(string? text) => text switch
    {
        null => null,
        _ when Guid.TryParse(text, out var key) => key,
        _ => throw new UsageException($"--run-key: '{text}' is not a GUID."),
    };
}
