using System.Net;
using System.Net.Sockets;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;

namespace Expenses.LocalHost.Tests.Triggers;

public sealed class QueueStopTests : IDisposable
{
    private readonly TcpListener _silentStorage = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Stop_InTheMiddleOfAReceive_IsNotKeptWaitingByIt()
    {
        _silentStorage.Start();
        await using var hosted = await Hosted.StartAsync(
            [typeof(Text)],
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["AzureWebJobsStorage"] = $"""
                    AccountName=silent;AccountKey={Convert.ToBase64String(new byte[64])};QueueEndpoint=http://{_silentStorage.LocalEndpoint}/silent
                    """.Trim(),
            });
        using var asked = await _silentStorage.AcceptTcpClientAsync();

        await hosted.Host.StopAsync().WaitAsync(Eventually.DefaultDeadline);

        // A receive that is not given up lasts longer than the stop waits for anything.
        Assert.DoesNotContain(hosted.Log, line => line.StartsWith("Warning: Queue or timer functions are still running", StringComparison.Ordinal));
    }

    public void Dispose() => _silentStorage.Dispose();

    internal sealed class Text
    {
        [Function("StopText")]
        public Task Run([QueueTrigger("work")] string message) => Task.FromResult(message);
    }
}
