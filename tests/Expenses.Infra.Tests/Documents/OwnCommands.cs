using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Expenses.LocalHost;
using Expenses.Testing;

namespace Expenses.Infra.Tests.Documents;

/// <summary>Our own scripts and programs: what they are asked for on a page is what they say that they know.</summary>
internal static partial class OwnCommands
{
    private static readonly ConcurrentDictionary<string, string> Usages = new();

    /// <summary>What is wrong with a call of a script of ours; null when nothing is.</summary>
    public static string? ProblemOfScript(string script, string arguments)
    {
        var path = RepositoryRoot.File(script.StartsWith("./", StringComparison.Ordinal) ? script[2..] : script);
        if (!File.Exists(path))
        {
            return $"{script} is not there";
        }

        if (!OperatingSystem.IsWindows() && path.EndsWith(".sh", StringComparison.Ordinal) && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
        {
            return $"{script} cannot be executed";
        }

        var text = File.ReadAllText(path);
        return Flags().Matches(arguments).Select(flag => flag.Value.TrimStart('-'))
            .FirstOrDefault(flag => !Regex.IsMatch(text, $"(--|\\] \\$){Regex.Escape(flag)}\\b", RegexOptions.None, TimeSpan.FromMinutes(1))) is { } unknown
            ? $"{script} does not know {unknown}"
            : null;
    }

    /// <summary>What is wrong with a call of <c>dotnet</c>; null when nothing is.</summary>
    public static string? ProblemOfDotnet(string arguments)
    {
        if (Build().Match(arguments.Split(" -", 2)[0]) is { Success: true } build)
        {
            var path = build.Groups["path"].Value;
            return Path.Exists(RepositoryRoot.File(path)) ? null : $"{path} is not there";
        }

        if (arguments is "build" or "publish" or "test" or "restore")
        {
            return null;
        }

        if (Exec().Match(arguments) is { Success: true } exec)
        {
            var name = exec.Groups["name"].Value;
            return Directory.Exists(RepositoryRoot.File("tests", name)) || Directory.Exists(RepositoryRoot.File("src", name)) ? null : $"{name} is no program of ours";
        }

        if (Run().Match(arguments) is not { Success: true } run)
        {
            return $"dotnet {arguments} is not known here";
        }

        var project = run.Groups["project"].Value;
        if (!Directory.Exists(RepositoryRoot.File(project)) || Directory.GetFiles(RepositoryRoot.File(project), "*.csproj").Length != 1)
        {
            return $"{project} is no project";
        }

        var words = run.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return project switch
        {
            _ when words.Length == 0 => null,
            "src/Expenses.LocalHost" => ProblemOfLocalHost(words[0], [.. words.Skip(1)]),
            // Benchmarks name their parts in their sources.
            _ => Directory.EnumerateFiles(RepositoryRoot.File(project), "*.cs", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(file).Contains($"\"{words[0]}\"", StringComparison.Ordinal)) ? null : $"{project} does not know {words[0]}",
        };
    }

    private static string? ProblemOfLocalHost(string verb, IReadOnlyList<string> words)
    {
        var usage = Usages.GetOrAdd(verb, UsageOf);
        if (!usage.Contains($"Usage: Expenses.LocalHost {verb}", StringComparison.Ordinal))
        {
            return $"LocalHost does not know {verb}: {usage}";
        }

        return words.Where(word => word.StartsWith("--", StringComparison.Ordinal) || (char.IsAsciiLetterLower(word[0]) && !word.Contains('.', StringComparison.Ordinal)))
            .FirstOrDefault(word => !Regex.IsMatch(usage, $@"(?<![\w-]){Regex.Escape(word)}\b", RegexOptions.None, TimeSpan.FromMinutes(1))) is { } unknown
            ? $"LocalHost {verb} does not know {unknown}"
            : null;
    }

    private static string UsageOf(string verb)
    {
        var program = typeof(LocalFunctionsHost).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, verb]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        // A usage is far shorter than what a pipe holds.
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex("(?<!\\S)--?[A-Za-z][\\w-]*", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Flags();

    [GeneratedRegex("^(build|test|publish|restore) (?<path>\\S+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Build();

    [GeneratedRegex("^exec (\\S*/)?(?<name>[\\w.]+)\\.dll", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Exec();

    [GeneratedRegex("^run (-c Release )?--project (?<project>\\S+)( -c Release)?( -- (?<arguments>[^>\"]*).*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Run();
}
