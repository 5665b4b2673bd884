using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Admin;

/// <summary>Takes changes of instances from the command line: this machine only, and only with the token of the data folder.</summary>
internal sealed class AdminEndpoint(string token, Func<DurableTaskClient> client)
{
    public const string Path = "/admin/instances";

    private readonly byte[] _authorization = Encoding.ASCII.GetBytes($"Bearer {token}");

    public static void Map(WebApplication app, string token, Func<DurableTaskClient> client)
        => app.MapPost(Path, (RequestDelegate)new AdminEndpoint(token, client).HandleAsync);

    private async Task HandleAsync(HttpContext http)
    {
        if (!IsAllowed(http))
        {
            // As a path that does not exist: nobody but the owner of the data folder needs to know of it.
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (status, text) = await ApplyAsync(http);
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text, http.RequestAborted);
    }

    private async Task<(int Status, string Text)> ApplyAsync(HttpContext http)
    {
        try
        {
            var change = await JsonSerializer.DeserializeAsync(http.Request.Body, AdminJson.Default.InstanceChange, http.RequestAborted)
                ?? throw new JsonException("The change is missing.");
            return (StatusCodes.Status200OK, await change.ApplyAsync(client(), http.RequestAborted));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return (StatusCodes.Status400BadRequest, e.Message);
        }
        catch (ArgumentException e)
        {
            return (StatusCodes.Status404NotFound, InstanceChange.ReasonOf(e));
        }
        catch (InvalidOperationException e)
        {
            return (StatusCodes.Status409Conflict, e.Message);
        }
    }

    private bool IsAllowed(HttpContext http)
        => http.Connection.RemoteIpAddress is { } caller
            && IPAddress.IsLoopback(caller)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(http.Request.Headers.Authorization.ToString()), _authorization);
}
