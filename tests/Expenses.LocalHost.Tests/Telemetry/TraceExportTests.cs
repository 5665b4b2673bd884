using System.Collections.Concurrent;
using System.Text;
using Expenses.LocalHost.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Expenses.LocalHost.Tests.Telemetry;

public sealed class TraceExportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void WithoutAnEndpoint_NothingIsSetUp(string? endpoint)
        => Assert.Null(TelemetryExport.Start(new Dictionary<string, string?>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint }));

    [Fact]
    public async Task WithAnEndpoint_SpansArriveThere_AtTheLatestWhenTheHostEnds()
    {
        await using var collector = await Collector.StartAsync();
        await using (var hosted = await Hosted.StartAsync([typeof(Functions)], settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "expenses-under-test",
        }))
        {
            var id = await hosted.Host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Traced");
            await hosted.Host.DurableTaskClient.WaitForInstanceCompletionAsync(id);
        }

        var received = collector.Received;
        Assert.Contains("orchestration:Traced", received, StringComparison.Ordinal);
        Assert.Contains("activity:TracedWork", received, StringComparison.Ordinal);
        Assert.Contains("expenses-under-test", received, StringComparison.Ordinal);
    }

    private sealed class Functions
    {
        [Function("Traced")]
        public static Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallActivityAsync<int>("TracedWork", 1);

        [Function("TracedWork")]
        public static int Work([ActivityTrigger] int value) => value;
    }

    /// <summary>Takes what an OpenTelemetry collector takes over HTTP; names stand in the protobuf as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _bodies = new();
        private readonly WebApplication _app;

        private Collector()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.Run(async http =>
            {
                if (http.Request.Path == "/v1/traces")
                {
                    using var body = new StreamReader(http.Request.Body, Encoding.Latin1);
                    _bodies.Enqueue(await body.ReadToEndAsync(http.RequestAborted));
                }
            });
        }

        public string Address => _app.Urls.First();

        public string Received => string.Concat(_bodies);

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
