using Expenses.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class QueueNonsenseTests
{
    /// <summary>As a proxy in between does with its page: the request has succeeded, and what came is no answer of a storage account.</summary>
    [Fact]
    public async Task Listener_OutlivesAnswersThatAreNone()
    {
        var receives = 0;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var storage = builder.Build();
        storage.Run(http =>
        {
            if (HttpMethods.IsPut(http.Request.Method))
            {
                http.Response.StatusCode = StatusCodes.Status201Created;
                return Task.CompletedTask;
            }

            Interlocked.Increment(ref receives);
            return http.Response.WriteAsync("Please log in.", http.RequestAborted);
        });
        await storage.StartAsync(CancellationToken.None);
        await using var hosted = await Hosted.StartAsync(
            [typeof(QueueStopTests.Text)],
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AzureWebJobsStorage"] = $"AccountName=proxied;AccountKey={Convert.ToBase64String(new byte[64])};QueueEndpoint={storage.Urls.First()}/proxied",
            });

        await Eventually.TrueAsync(() => Volatile.Read(ref receives) > 2, cancellationToken: CancellationToken.None);

        Assert.Single(hosted.Log, line => line.StartsWith("Warning: Queue 'work' cannot be read", StringComparison.Ordinal));
    }
}
