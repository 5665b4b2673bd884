using System.Diagnostics;
using System.Text;

namespace Expenses.Testing;

/// <summary>A running node process with Azurite in it, ended by its id alone.</summary>
internal sealed class AzuriteProcess
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private AzuriteProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += KillWithThisProcess;
    }

    public int Id => _process.Id;

    public static async Task<AzuriteProcess> StartAsync(string folder, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        var entry = await AzuriteInstallation.GetEntryAsync();
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--require", RepositoryRoot.File("eng", "azurite", "exit-with-parent.cjs"), entry,
            "--location", folder, "--disableTelemetry", "--skipApiVersionCheck", "--silent",
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var azurite = new AzuriteProcess(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        try
        {
            await azurite.WaitUntilItAnswersAsync(ports, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.KillAsync();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no SIGTERM: kill Azurite instead.");
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StopDeadline);
        await _process.WaitForExitAsync(deadline.Token);
    }

    public async Task KillAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillWithThisProcess;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    private async Task WaitUntilItAnswersAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        foreach (var port in ports)
        {
            var address = new Uri($"http://127.0.0.1:{port}/");
            await Eventually.GetAsync(
                async () => _process.HasExited || (AllServicesListen() && await AnswersAsync(client, address, cancellationToken)),
                done => done,
                StartDeadline,
                $"Azurite answers on port {port}",
                cancellationToken);
            if (_process.HasExited)
            {
                await _process.WaitForExitAsync(cancellationToken);
                throw new AzuriteEndedException(Output());
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return true;
    }

    // Its own words, since a foreign process that was quicker on the port would answer as well.
    private bool AllServicesListen() =>
        Output().Split('\n').Count(line => line.Contains("successfully listening", StringComparison.Ordinal)) == 3;

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return _output.ToString().Trim();
        }
    }

    private void KillWithThisProcess(object? sender, EventArgs arguments)
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }
}
