using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Expenses.Testing.Processes;

/// <summary>The service as it runs on one machine: Azurite and LocalHost as processes of their own, on free ports, with data of their own.</summary>
public sealed class RunningService : IAsyncDisposable
{
    public const string ApiKey = "end-to-end-key";

    // A night that begins while a test runs is no part of it.
    private static readonly Dictionary<string, string> Daytime = new() { ["Reconciliation__Daily"] = "false", ["ConfigurationCheck__Daily"] = "false" };

    private readonly string _data = Directory.CreateTempSubdirectory("expenses-e2e-").FullName;
    private readonly Dictionary<string, string> _settings;
    private readonly List<string> _earlierLogs = [];
    private ChildProcess? _host;

    private RunningService(AzuriteServer azurite, IReadOnlyDictionary<string, string> settings, Uri? baseAddress)
    {
        Azurite = azurite;
        BaseAddress = baseAddress ?? NextBaseAddress();
        _settings = new Dictionary<string, string>(Daytime.Concat(settings))
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["ApiKeys__Clients__end-to-end"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
            ["LocalHost__DataDirectory"] = _data,
            ["LOCALHOST_URLS"] = BaseAddress.ToString(),
        };
    }

    public AzuriteServer Azurite { get; }

    public Uri BaseAddress { get; }

    public string DataFolder => _data;

    public ChildProcess Host => _host ?? throw new InvalidOperationException("LocalHost has not been started.");

    /// <summary>An address that a service can be started at; for one whose address must be known before its settings are.</summary>
    public static Uri NextBaseAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    public static async Task<RunningService> StartAsync(IReadOnlyDictionary<string, string>? settings = null, Uri? baseAddress = null)
    {
        var service = new RunningService(await AzuriteServer.StartAsync(), settings ?? new Dictionary<string, string>(), baseAddress);
        try
        {
            await service.StartHostAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public async Task StartHostAsync()
    {
        if (_host is not null)
        {
            _earlierLogs.Add(_host.Output());
        }

        _host = ChildProcess.StartAssembly("src/Expenses.LocalHost", [], _settings);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        await Eventually.TrueAsync(
            async () => Host.HasExited || (await http.GetAsync(new Uri(BaseAddress, "admin/host/ping"))).IsSuccessStatusCode,
            TimeSpan.FromMinutes(3),
            "LocalHost answers");
        if (Host.HasExited)
        {
            throw new InvalidOperationException($"LocalHost ended with {Host.ExitCode}: {Host.Output()}");
        }
    }

    public async Task KillAndRestartHostAsync()
    {
        await Host.KillAsync();
        await StartHostAsync();
    }

    public HttpClient CreateClient() => new()
    {
        BaseAddress = BaseAddress,
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(ApiKey))),
        },
    };

    /// <summary>The expense side: the sample client, a process of its own. Each number is a company of its own.</summary>
    public ChildProcess StartSampleRun(int number, params string[] flags) => ChildProcess.StartAssembly(
        "samples/Expenses.SampleRun",
        [
            "--base-url", BaseAddress.ToString(), "--api-key", ApiKey, "--state", Path.Combine(_data, $"sample-run-{number}.json"),
            "--json", ResultFile(number),

            // It may begin while the service is being killed again and again.
            "--first-contact", "600", .. flags,
        ]);

    public string ResultFile(int number) => Path.Combine(_data, $"result-{number}.json");

    /// <summary>The end of LocalHost's log over all its lives, for a failure message.</summary>
    public string LogTail()
    {
        var lines = string.Join('\n', [.. _earlierLogs, _host?.Output() ?? ""]).Split('\n');
        return string.Join('\n', lines.TakeLast(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await Azurite.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
