using Expenses.Core.Receipts;
using Expenses.Core.Identifiers;
using Xunit.Abstractions;

namespace Expenses.Storage.Tests;

/// <summary>Runs alone, so that nobody else's memory is measured.</summary>
[CollectionDefinition(nameof(ReceiptMemoryTests), DisableParallelization = true)]
public sealed class ReceiptMemoryCollection;

[Collection(nameof(ReceiptMemoryTests))]
public sealed class ReceiptMemoryTests(StorageFixture storage, ITestOutputHelper output) : IClassFixture<StorageFixture>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task SaveAndRead_50Megabytes_HoldLittleOfThem()
    {
        var store = storage.Get<IReceiptStore>();
        var rules = new AttachmentRules(100 * Megabyte, new HashSet<string>(StringComparer.Ordinal) { "pdf" }, 1);
        var company = Make.Company();
        await store.SaveAsync(new ReceiptUpload(company, new ReceiptId("warm"), "r.pdf", new MemoryStream("%PDF-1.7"u8.ToArray()), rules));
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var saved = await store.SaveAsync(new ReceiptUpload(company, new ReceiptId("big"), "r.pdf", new PatternStream(50 * Megabyte), rules));
        var read = 0L;
        await using (var stream = await store.OpenReadAsync(saved))
        {
            var buffer = new byte[81_920];
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            {
                read += count;
            }
        }

        // What was allocated in all is more than what was ever held at one time.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        output.WriteLine($"50 MB in and out allocated {allocated / (double)Megabyte:0.0} MB in all.");
        Assert.Equal(50 * Megabyte, read);
        Assert.InRange(allocated, 0, 25 * Megabyte);
    }

    private sealed class PatternStream(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - _position);
            buffer[..count].Fill((byte)(_position / Megabyte));
            if (_position == 0)
            {
                "%PDF-1.7"u8.CopyTo(buffer);
            }

            _position += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
