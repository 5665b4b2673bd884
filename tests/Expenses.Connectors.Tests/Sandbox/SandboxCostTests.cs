using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Connectors.Sandbox;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Connectors.Tests.Compliance;
using Expenses.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Expenses.Connectors.Tests.Sandbox;

/// <summary>What a request costs: calls to Table storage, and memory of an upload.</summary>
public sealed class SandboxCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_full_batch_is_one_call_to_table_storage()
    {
        var calls = new CallCount();
        var (sandbox, connector) = await CountedAsync(calls);
        await connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment(100)]);
        calls.Reset();

        var answer = await connector.PushAsync(sandbox.Connection, sandbox.Ids.Payments(25));

        Assert.All(answer.Items, outcome => Assert.True(outcome.IsCompleted));
        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public async Task The_first_batch_reads_books_and_head_as_well()
    {
        var calls = new CallCount();
        var (sandbox, connector) = await CountedAsync(calls);
        calls.Reset();

        await connector.PushAsync(sandbox.Connection, sandbox.Ids.Payments(25));

        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public async Task An_upload_is_read_in_blocks_of_a_mebibyte_at_most()
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var answer = await sandbox.Connector.PushAsync(sandbox.Connection, [sandbox.Ids.Payment()]);
        var bytes = Items.Bytes(5 * 1024 * 1024);
        using var source = new WatchedStream(bytes);

        await sandbox.Connector.AttachAsync(sandbox.Connection, Items.Upload(answer.Items[0].RecordId!, bytes) with { Content = source });

        Assert.InRange(source.LargestRead, 1, 1024 * 1024);
        Assert.Equal(bytes.Length, source.Position);
    }

    private async Task<(SandboxUnderTest Sandbox, SandboxConnector Connector)> CountedAsync(CallCount calls)
    {
        var sandbox = await SandboxUnderTest.StartAsync(azurite.ConnectionString);
        var options = new SandboxOptions();
        var counted = new TableClientOptions();
        counted.AddPolicy(calls, HttpPipelinePosition.PerCall);
        var parts = new LedgerParts(
            new TableServiceClient(azurite.ConnectionString, counted),
            new BlobServiceClient(azurite.ConnectionString),
            new QueueServiceClient(azurite.ConnectionString),
            options,
            sandbox.Clock);
        return (sandbox, new SandboxConnector(new SandboxLedger(parts, options), options, NullLogger<SandboxConnector>.Instance));
    }

    private sealed class CallCount : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Count => _count;

        public void Reset() => _count = 0;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }

    private sealed class WatchedStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public int LargestRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Watch(base.Read(buffer, offset, count), count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRead = Math.Max(LargestRead, buffer.Length);
            return base.ReadAsync(buffer, cancellationToken);
        }

        private int Watch(int read, int asked)
        {
            LargestRead = Math.Max(LargestRead, asked);
            return read;
        }
    }
}
