using Azure.Core;
using Azure.Core.Pipeline;

namespace Expenses.Storage.Tests;

/// <summary>
/// Lets some requests through and none after them, as the storage of a process that died. Its death is nothing that a client
/// tries again, so clients may keep their retries: what else befalls a request on a busy machine is no death.
/// </summary>
internal sealed class DyingTransport(int requests, bool afterCommit) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();
    private int _left = requests;

    public bool HasDied { get; private set; }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var isLast = _left-- == 0;
        if (!HasDied && (!isLast || afterCommit))
        {
            await _inner.ProcessAsync(message);
        }

        HasDied |= isLast;
        if (HasDied)
        {
            throw new InvalidOperationException("The process is dead.");
        }
    }

    public override void Process(HttpMessage message) => throw new NotSupportedException("The adapters are asynchronous.");

    public override Request CreateRequest() => _inner.CreateRequest();

    public void Dispose() => _inner.Dispose();
}
