using System.Diagnostics;
using Expenses.Testing;
using Expenses.Testing.Processes;

namespace Expenses.Infra.Tests;

/// <summary>A command <c>azd</c> that knows <c>env get-value</c> and <c>env set</c>, for hooks under test; beside it a <c>sleep</c> that only counts.</summary>
internal sealed class FakeAzd : IDisposable
{
    private const string Azd = """
        #!/bin/sh
        file="$(dirname "$0")/values"
        case "$1 $2" in
          "env get-value")
            value="$(sed -n "s/^$3=//p" "$file")"
            [ -n "$value" ] || { echo "ERROR: key '$3' not found in the environment values"; exit 1; }
            echo "$value" ;;
          "env set")
            [ "${AZD_REFUSES:-}" = "" ] || { echo "ERROR: no environment"; exit 1; }
            grep -v "^$3=" "$file" > "$file.new"
            echo "$3=$4" >> "$file.new"
            mv "$file.new" "$file" ;;
          *) exit 2 ;;
        esac
        """;

    private const string Sleep = """
        #!/bin/sh
        echo "$1" >> "$(dirname "$0")/slept"
        """;

    // What the hooks may count on beside azd: POSIX, openssl and curl. Nothing else is on their path here.
    private static readonly string[] Tools = ["sh", "bash", "grep", "sed", "cut", "date", "dirname", "mv", "openssl", "curl"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-azd-");

    public FakeAzd()
    {
        File.WriteAllText(At("values"), "");
        ExecutableScript.Write(At("azd"), Azd);
        ExecutableScript.Write(At("sleep"), Sleep);
    }

    /// <summary>All that azd keeps.</summary>
    public string Everything => File.ReadAllText(At("values"));

    /// <summary>How often a hook slept.</summary>
    public int Slept => File.Exists(At("slept")) ? File.ReadAllLines(At("slept")).Length : 0;

    public void Set(string name, string value) => File.AppendAllText(At("values"), $"{name}={value}\n");

    public string Value(string name) =>
        Everything.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    /// <summary>Runs a script of eng/azd.</summary>
    /// <param name="shell">The shell, and its flags.</param>
    /// <param name="script">The script's name.</param>
    /// <param name="arguments">Its flags.</param>
    /// <param name="missing">A command that is not on the path; or `refuses`, for an azd that keeps nothing.</param>
    public (int ExitCode, string Output) Run(string shell, string script, IReadOnlyList<string>? arguments = null, string missing = "")
    {
        var parts = shell.Split(' ');
        var start = new ProcessStartInfo(Find(parts[0]), [.. parts[1..], RepositoryRoot.File("eng", "azd", script), .. arguments ?? []])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = PathWithout(missing);
        start.Environment["AZD_REFUSES"] = missing == "refuses" ? "yes" : "";
        start.Environment.Remove("SERVICE_API_URI");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathWithout(string missing)
    {
        var bin = Directory.CreateDirectory(At($"bin-without-{missing}")).FullName;
        foreach (var tool in Tools.Where(tool => tool != missing && !File.Exists(Path.Combine(bin, tool))))
        {
            File.CreateSymbolicLink(Path.Combine(bin, tool), Find(tool));
        }

        foreach (var own in ((string[])["azd", "sleep"]).Where(own => own != missing && !File.Exists(Path.Combine(bin, own))))
        {
            // Both look for their files beside themselves.
            ExecutableScript.Write(Path.Combine(bin, own), $"#!/bin/sh\nexec '{At(own)}' \"$@\"\n");
        }

        return bin;
    }

    private static string Find(string tool) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists) ?? throw new InvalidOperationException($"{tool} is not on the PATH.");

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
