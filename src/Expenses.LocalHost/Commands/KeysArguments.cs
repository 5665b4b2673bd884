namespace Expenses.LocalHost.Commands;

/// <summary>What the operator asked for.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Client">Whose keys; in lower case, as clients are.</param>
/// <param name="KeyName">What the new key is called.</param>
/// <param name="Id">Which key.</param>
internal sealed record KeysArguments(KeysVerb Verb, string? Client, string KeyName, string? Id)
{
    private const int LongestClient = 100;

    private static readonly string[] Options = ["--client", "--name", "--id"];

    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">What follows <c>keys</c>.</param>
    /// <returns>What was asked for, or null when that is unclear.</returns>
    public static KeysArguments? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 == 0 || !Enum.GetNames<KeysVerb>().Contains(arguments[0], StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; index < arguments.Count; index += 2)
        {
            if (!Options.Contains(arguments[index], StringComparer.Ordinal) || arguments[index + 1].Length == 0
                || !values.TryAdd(arguments[index], arguments[index + 1]))
            {
                return null;
            }
        }

        var asked = new KeysArguments(
            Enum.Parse<KeysVerb>(arguments[0], ignoreCase: true),
            values.GetValueOrDefault("--client")?.ToLowerInvariant(),
            values.GetValueOrDefault("--name") ?? "",
            values.GetValueOrDefault("--id"));
        return asked.IsComplete ? asked : null;
    }

    // The client's id goes into headers and addresses of settings.
    private static bool IsOfAClient(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';

    private bool IsComplete => Verb switch
    {
        KeysVerb.Create => Client is not null && Id is null && Client.Length <= LongestClient && Client.All(IsOfAClient),
        KeysVerb.Revoke => Client is not null && Id is not null,
        _ => Id is null,
    };
}

/// <summary>What can be done with keys.</summary>
internal enum KeysVerb
{
    /// <summary>Make one.</summary>
    Create,

    /// <summary>List them.</summary>
    List,

    /// <summary>Withdraw one.</summary>
    Revoke,
}
