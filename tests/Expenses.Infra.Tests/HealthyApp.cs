using System.Collections.Concurrent;
using Expenses.LocalHost;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.Infra.Tests;

/// <summary>A deployed app as far as a hook can see: it answers at /health.</summary>
internal sealed class HealthyApp : IAsyncDisposable
{
    private static readonly ConcurrentQueue<string> Requests = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("healthy-app-");
    private readonly LocalFunctionsHost _host;

    private HealthyApp()
    {
        var hostJson = Path.Combine(_folder.FullName, "host.json");
        File.WriteAllText(hostJson, """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");
        _host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [typeof(Functions)],
            HostJsonPath = hostJson,
            Urls = "http://127.0.0.1:0",
        });
    }

    public string Address => _host.BaseAddress.ToString().TrimEnd('/');

    public IEnumerable<string> Asked => Requests;

    public static async Task<HealthyApp> StartAsync()
    {
        Requests.Clear();
        var app = new HealthyApp();
        await app._host.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public static class Functions
    {
        [Function(nameof(Health))]
        public static IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
        {
            Requests.Enqueue(request.Path);
            return Results.Ok();
        }
    }
}
