using Azure.Core;
using Azure.Core.Pipeline;

namespace Expenses.Storage.Tests;

/// <summary>Has somebody look at storage, or do something there, behind each request and before its answer arrives.</summary>
/// <param name="look">Who.</param>
internal sealed class WatchedTransport(Func<Task> look) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await _inner.ProcessAsync(message);
        await look();
    }

    public override void Process(HttpMessage message) => throw new NotSupportedException("The adapters are asynchronous.");

    public override Request CreateRequest() => _inner.CreateRequest();

    public void Dispose() => _inner.Dispose();
}
