using System.Diagnostics;

namespace Expenses.Testing;

/// <summary>
/// One Azurite process of our own: three free loopback ports, a data folder under the temporary folder that goes with it,
/// killed by its own process id at the latest when this object or this process ends.
/// </summary>
/// <remarks>
/// Azurite acknowledges writes before they are on disk and saves its databases every five seconds. A test about losing
/// nothing therefore restarts it with <see cref="RestartAsync"/>; <see cref="KillAndRestartAsync"/> may lose writes that
/// it has acknowledged, which no real storage account does.
/// </remarks>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account that every Azurite has.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <summary>Its published key; no secret.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int StartAttempts = 5;

    private readonly string _folder;
    private AzuriteProcess? _process;
    private IReadOnlyList<int> _ports = [];

    private AzuriteServer(string folder) => _folder = folder;

    /// <summary>http://127.0.0.1:port/devstoreaccount1, without a slash at the end.</summary>
    public Uri BlobEndpoint => Endpoint(0);

    /// <inheritdoc cref="BlobEndpoint"/>
    public Uri QueueEndpoint => Endpoint(1);

    /// <inheritdoc cref="BlobEndpoint"/>
    public Uri TableEndpoint => Endpoint(2);

    /// <summary>With explicit endpoints of the three services.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};" +
        $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>The id of the running node process.</summary>
    public int ProcessId => Running.Id;

    private AzuriteProcess Running => _process ?? throw new InvalidOperationException("Azurite is not running.");

    /// <summary>Starts Azurite (and installs it the first time) and returns when all three services answer.</summary>
    public static async Task<AzuriteServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var server = new AzuriteServer(Directory.CreateTempSubdirectory("azurite-").FullName);
        try
        {
            await server.StartOnFreePortsAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends Azurite with SIGTERM, so that it saves what it acknowledged. Requests fail until <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => Running.StopAsync(cancellationToken);

    /// <summary>Ends Azurite with SIGKILL: up to five seconds of acknowledged writes may be lost.</summary>
    public Task KillAsync() => Running.KillAsync();

    /// <summary>Starts it again on the same ports and the same data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        await Running.KillAsync();
        _process = await AzuriteProcess.StartAsync(_folder, _ports, cancellationToken);
    }

    /// <summary>SIGTERM, then a start on the same ports and data. Nothing acknowledged is lost; what is in flight fails.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>SIGKILL, then a start on the same ports and data.</summary>
    public async Task KillAndRestartAsync(CancellationToken cancellationToken = default)
    {
        await KillAsync();
        await StartAgainAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartOnFreePortsAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            _ports = FreePort.Next(3);
            try
            {
                _process = await AzuriteProcess.StartAsync(_folder, _ports, cancellationToken);
                return;
            }
            catch (AzuriteEndedException) when (attempt < StartAttempts)
            {
                // Somebody else was quicker on one of the ports.
            }
        }
    }

    private Uri Endpoint(int index) => new($"http://127.0.0.1:{_ports[index]}/{AccountName}");
}
