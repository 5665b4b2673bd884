using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable;

/// <summary>Keeps orchestrations, entities, activities and timers going, with every step one atomic commit in SQLite.</summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    public DurableEngine(DurableEngineOptions options, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers)
        => throw new NotSupportedException("The engine is delivered in the next commits.");

    /// <summary>Starts, watches and steers instances; usable before <see cref="StartAsync"/> and after <see cref="StopAsync"/>.</summary>
    public DurableTaskClient Client => throw new NotSupportedException("The engine is delivered in the next commits.");

    public Task StartAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The engine is delivered in the next commits.");

    /// <summary>Lets running steps end; activities that outlast the grace are left and run again after a restart.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotSupportedException("The engine is delivered in the next commits.");

    public ValueTask DisposeAsync() => throw new NotSupportedException("The engine is delivered in the next commits.");
}
