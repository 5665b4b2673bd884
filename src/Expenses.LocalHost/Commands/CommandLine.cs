namespace Expenses.LocalHost.Commands;

/// <summary>Words in their order, and <c>--name value</c> or <c>--name=value</c> beside them.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Switches = ["--json"];
    private readonly Dictionary<string, string> _flags = new(StringComparer.Ordinal);

    private CommandLine(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    /// <summary>Flags other than the known ones are mistakes.</summary>
    /// <exception cref="UsageException">A flag has no value, or is not among the known ones.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args, params ReadOnlySpan<string> known)
    {
        var words = new List<string>();
        var line = new CommandLine(words);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
                continue;
            }

            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (!known.Contains(name))
            {
                throw new UsageException($"There is no flag {name} here.");
            }

            line._flags[name] = value ?? (Switches.Contains(name) ? "true" : i + 1 < args.Count ? args[++i] : throw new UsageException($"{name} needs a value."));
        }

        return line;
    }

    public string? Find(string flag) => _flags.GetValueOrDefault(flag);

    /// <summary>The given flags as arguments again, for another reader.</summary>
    public string[] Only(params ReadOnlySpan<string> flags)
    {
        var arguments = new List<string>();
        foreach (var flag in flags)
        {
            if (Find(flag) is { } value)
            {
                arguments.AddRange([flag, value]);
            }
        }

        return [.. arguments];
    }
}

/// <summary>The command line cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command was understood and could not be carried out.</summary>
internal sealed class RefusedException(string message, Exception? cause = null) : Exception(message, cause);
