using System.Diagnostics;

namespace Expenses.Testing.Processes;

/// <summary>A script that a test writes and then runs as a command.</summary>
public static class ExecutableScript
{
    /// <summary>Writes a script that its owner can run.</summary>
    /// <param name="path">Where to; a script that is there is replaced.</param>
    /// <param name="script">All of it, its first line with the interpreter included.</param>
    /// <exception cref="InvalidOperationException">It could not be written.</exception>
    /// <remarks>
    /// By a process of its own: what this process has open for writing is, for a moment, open in whatever another test starts
    /// meanwhile as well, and a program that somebody writes to cannot be run.
    /// </remarks>
    public static void Write(string path, string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{path} could not be written: sh ended with {process.ExitCode}.");
        }
    }
}
