using Expenses.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.LocalHost.Tests.Hosting;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_LetsARunningRequestEnd_AndTakesNoOther()
    {
        var gate = new Gate();
        await using var hosted = await Hosted.StartAsync([typeof(Slow)], worker => worker.Services.AddSingleton(gate));
        var request = hosted.Http.GetStringAsync("slow");
        await gate.Entered.Task.WaitAsync(Eventually.DefaultDeadline);

        var stopping = hosted.Host.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Open.SetResult();

        Assert.Equal("done", await request);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => hosted.Http.GetStringAsync("slow"));
    }

    [Fact]
    public async Task WaitForStopRequest_EndsByTheSignal_OrByTheAppItself()
    {
        using var signal = new CancellationTokenSource();
        await using var hosted = await Hosted.StartAsync([typeof(Slow)], worker => worker.Services.AddSingleton(new Gate()));

        var bySignal = hosted.Host.WaitForStopRequestAsync(signal.Token);
        var byApp = hosted.Host.WaitForStopRequestAsync(CancellationToken.None);
        Assert.False(bySignal.IsCompleted || byApp.IsCompleted);

        await signal.CancelAsync();
        await bySignal.WaitAsync(Eventually.DefaultDeadline, CancellationToken.None);
        Assert.False(byApp.IsCompleted);
        hosted.Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await byApp.WaitAsync(Eventually.DefaultDeadline, CancellationToken.None);
    }

    private sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Slow(Gate gate)
    {
        [Function("Slow")]
        public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
        {
            gate.Entered.TrySetResult();
            await gate.Open.Task;
            return Results.Text("done");
        }
    }
}
