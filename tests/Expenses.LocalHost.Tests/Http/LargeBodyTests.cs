using System.Net;
using Expenses.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Tests.Http;

public sealed class LargeBodyTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task LargeBody_ReachesTheFunctionBeforeItsEndWasSent()
    {
        Functions.FirstByte = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);

        // The sender holds the rest back until the function has seen the first byte: a host that buffers would never answer.
        using var response = await hosted.Http.PutAsync("upload", new HeldBack(50, Functions.FirstByte.Task))
            .WaitAsync(Eventually.DefaultDeadline);

        Assert.Equal($"{50 * Megabyte}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Body_OverTheHostsLimit_Is413()
    {
        await using var hosted = await Hosted.StartAsync([typeof(Functions)]);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(hosted.Host.BaseAddress, "upload")) { Content = new DeclaredLength(100L * Megabyte + 1) };
        request.Headers.ExpectContinue = true;
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Eventually.DefaultDeadline });

        using var response = await patient.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private sealed class HeldBack(int megabytes, Task firstByteSeen) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[Megabyte];
            await stream.WriteAsync(chunk);
            await stream.FlushAsync();
            await firstByteSeen;
            for (var i = 1; i < megabytes; i++)
            {
                await stream.WriteAsync(chunk);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>Says how long it is; the host refuses before the first byte.</summary>
    private sealed class DeclaredLength(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new InvalidOperationException("The host asked for a body that is over its limit.");

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    private sealed class Functions
    {
        public static TaskCompletionSource FirstByte { get; set; } = new();

        [Function("Upload")]
        public static async Task<IResult> Upload(
            [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "upload")] HttpRequest request,
            CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            long total = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                total += read;
                FirstByte.TrySetResult();
            }

            return Results.Text(total.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
