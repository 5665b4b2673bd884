namespace Expenses.LocalHost.Commands;

/// <summary>What the program can do, for whoever asks or names something it cannot.</summary>
internal static class HelpCommand
{
    private const string Usage = """
        Usage: Expenses.LocalHost [--LocalHost:Urls ADDRESS] [--SETTING VALUE ...]   runs the service until it is stopped
               Expenses.LocalHost instances VERB ...                                  looks into the durable state, or changes it
               Expenses.LocalHost replay FILE ...                                     replays stored histories
               Expenses.LocalHost keys create|list|revoke ...                         API keys

        Settings: docs/configuration.md. The verbs of instances, and replay: docs/localhost.md.
        """;

    /// <summary>Answers when help was asked for, or a verb that is not there; the service is not started then.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="errors">Where a refusal goes.</param>
    /// <returns>The exit code: 0 for help, 2 for an unknown verb; null when the service is to be run.</returns>
    public static int? Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is ["--help" or "-h" or "-?" or "help", ..])
        {
            output.WriteLine(Usage);
            return 0;
        }

        // Settings come as `--name value`, `/name value` or `name=value`.
        if (arguments is [var verb, ..] && char.IsAsciiLetter(verb[0]) && !verb.Contains('=', StringComparison.Ordinal))
        {
            errors.WriteLine($"There is no verb '{verb}'.");
            errors.WriteLine(Usage);
            return 2;
        }

        return null;
    }
}
