using System.Text;
using System.Text.RegularExpressions;
using Expenses.Testing;

namespace Expenses.Infra.Tests.Documents;

/// <summary>The commands that pages tell their readers to type: fenced blocks of a shell, and code in a line that begins with a command.</summary>
internal static partial class ShellBlocks
{
    public static IReadOnlyList<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md",
        .. Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Every command of a page, quotes and continued lines kept together.</summary>
    public static IReadOnlyList<string> CommandsOf(string page)
    {
        var text = File.ReadAllText(RepositoryRoot.File(page));
        return
        [
            .. Blocks().Matches(text).Where(block => block.Groups["language"].Value is "bash" or "sh").SelectMany(block => Split(block.Groups["text"].Value)),
            // A block that names no language may show anything; what begins like a command is one.
            .. Blocks().Matches(text).Where(block => block.Groups["language"].Value.Length == 0)
                .SelectMany(block => Split(block.Groups["text"].Value))
                .Where(line => Begins().IsMatch(line)),
            .. Inline().Matches(Blocks().Replace(text, "")).Select(code => code.Groups["text"].Value.ReplaceLineEndings(" ")),
        ];
    }

    /// <summary>Splits a script at the ends of its commands; comments are left out.</summary>
    public static IReadOnlyList<string> Split(string script)
    {
        var (commands, command, quote) = (new List<string>(), new StringBuilder(), '\0');
        for (var i = 0; i < script.Length; i++)
        {
            var character = script[i];
            if (quote == '\0' && character == '\\' && i + 1 < script.Length && script[i + 1] == '\n')
            {
                i++;
            }
            else if (quote == '\0' && character == '#' && (i == 0 || char.IsWhiteSpace(script[i - 1])))
            {
                i = script.IndexOf('\n', i) is var end and >= 0 ? end - 1 : script.Length;
            }
            else if (quote == '\0' && character == '\n')
            {
                End();
            }
            else
            {
                quote = quote == character ? '\0' : quote == '\0' && character is '\'' or '"' && quote == '\0' ? character : quote;
                command.Append(character);
            }
        }

        End();
        return commands;

        void End()
        {
            if (command.ToString().Trim() is { Length: > 0 } text)
            {
                commands.Add(text);
            }

            command.Clear();
        }
    }

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<text>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Blocks();

    [GeneratedRegex("^((azd?|dotnet|npm|func|gh|curl|GET|POST|PUT|PATCH|DELETE) |\\./|eng/|[A-Z]\\w+__\\w+=|[a-z]+=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Begins();

    [GeneratedRegex("`(?<text>(azd?|dotnet|npm|func|gh|curl|\\./[\\w./-]+|eng/[\\w./-]+\\.sh) [^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Inline();
}
