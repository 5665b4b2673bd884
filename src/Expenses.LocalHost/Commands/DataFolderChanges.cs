using System.Net.Http.Headers;
using System.Net.Http.Json;
using Expenses.LocalHost.Admin;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.LocalHost.Commands;

/// <summary>Brings a change to whoever owns the data folder: the running host, or the file when none runs.</summary>
internal sealed class DataFolderChanges(LocalHostSettings settings)
{
    /// <summary>Says what was done.</summary>
    /// <exception cref="RefusedException">The change cannot be made; the message says why.</exception>
    public async Task<string> ApplyAsync(InstanceChange change, CancellationToken cancellation)
    {
        if (!File.Exists(settings.DatabasePath))
        {
            throw new RefusedException($"There is no durable state at {settings.DatabasePath}; --data names the folder.");
        }

        try
        {
            using var folder = DataFolderLock.Take(settings.DataDirectory);
            return $"{await WriteAsync(change, cancellation)} No host runs on this folder; the next one goes on from here.";
        }
        catch (DataFolderInUseException)
        {
            return await AskHostAsync(change, cancellation);
        }
    }

    /// <summary>The engine is opened but not started: its client writes, no instance takes a step.</summary>
    private async Task<string> WriteAsync(InstanceChange change, CancellationToken cancellation)
    {
        try
        {
            var options = new DurableEngineOptions { DatabasePath = settings.DatabasePath };
            await using var engine = new DurableEngine(options, new NoFunctions(), TimeProvider.System, NullLoggerFactory.Instance);
            return await change.ApplyAsync(engine.Client, cancellation);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException or RefusedStoreException)
        {
            throw new RefusedException(InstanceChange.ReasonOf(e), e);
        }
    }

    private async Task<string> AskHostAsync(InstanceChange change, CancellationToken cancellation)
    {
        var door = AdminDoor.Find(Path.Combine(settings.DataDirectory, AdminDoor.FileName))
            ?? throw new RefusedException("The host of this data folder is starting or stopping; try again in a moment.");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", door.Token);
        try
        {
            using var response = await http.PostAsJsonAsync(door.Address, change, AdminJson.Default.InstanceChange, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode ? text : throw new RefusedException(text);
        }
        catch (HttpRequestException e)
        {
            throw new RefusedException($"The host of this data folder does not answer at {door.Address}: {e.Message}", e);
        }
    }
}
