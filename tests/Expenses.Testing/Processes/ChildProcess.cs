using System.Diagnostics;
using System.Text;

namespace Expenses.Testing.Processes;

/// <summary>A process of our own, started from its built assembly as a user starts it; its output is kept for the failure message.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Func<string, string?>? _reply;

    private ChildProcess(Process process, Func<string, string?>? reply)
    {
        _process = process;
        _reply = reply;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static ChildProcess StartAssembly(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start("dotnet", ["exec", AssemblyOf(project), .. arguments], environment);

    /// <summary>Where the build of this configuration puts a project's assembly.</summary>
    public static string AssemblyOf(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return RepositoryRoot.File([.. project.Split('/'), "bin", configuration, "net10.0", $"{Path.GetFileName(project)}.dll"]);
    }

    /// <param name="command">What is started.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="reply">What its standard input gets for a line of its output, once that is kept; null for nothing.</param>
    public static ChildProcess Start(
        string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, Func<string, string?>? reply = null)
    {
        var start = new ProcessStartInfo(command)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = RepositoryRoot.Path,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start."), reply);
    }

    /// <summary>Waits until the process ends by itself, for at most the given time.</summary>
    /// <returns>Whether it ended.</returns>
    public async Task<bool> EndedWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    public string Output()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line is not null && _reply?.Invoke(line) is { } answer)
        {
            Write(answer);
        }
    }

    private void Write(string answer)
    {
        try
        {
            _process.StandardInput.WriteLine(answer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended: nobody waits for the answer.
        }
    }
}
