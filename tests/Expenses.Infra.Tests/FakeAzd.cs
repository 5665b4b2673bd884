using System.Diagnostics;
using Expenses.Testing;

namespace Expenses.Infra.Tests;

/// <summary>A command <c>azd</c> that knows <c>env get-value</c> and <c>env set</c>, for hooks under test.</summary>
internal sealed class FakeAzd : IDisposable
{
    private const string Script = """
        #!/bin/sh
        file="$(dirname "$0")/values"
        touch "$file"
        case "$1 $2" in
          "env get-value")
            value="$(sed -n "s/^$3=//p" "$file")"
            [ -n "$value" ] || { echo "ERROR: key '$3' not found in the environment values"; exit 1; }
            echo "$value" ;;
          "env set")
            grep -v "^$3=" "$file" > "$file.new"
            echo "$3=$4" >> "$file.new"
            mv "$file.new" "$file" ;;
          *) exit 2 ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-azd-");

    public FakeAzd()
    {
        var azd = Path.Combine(_folder.FullName, "azd");
        File.WriteAllText(azd, Script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(azd, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>All that azd keeps.</summary>
    public string Everything => File.ReadAllText(Path.Combine(_folder.FullName, "values"));

    public void Set(string name, string value) => File.AppendAllText(Path.Combine(_folder.FullName, "values"), $"{name}={value}\n");

    public string Value(string name) =>
        Everything.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    /// <summary>Runs a script of eng/azd; it must succeed.</summary>
    public string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", [RepositoryRoot.File("eng", "azd", script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors);
        return output;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
