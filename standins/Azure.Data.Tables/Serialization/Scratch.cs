using System.Buffers;

namespace Azure.Data.Tables.Serialization;

/// <summary>
/// Space to write a body into before it is copied in its exact size: one buffer a thread, used by one synchronous
/// writer at a time. The copy belongs to its request alone, since a transport may still read it after a cancellation.
/// </summary>
internal static class Scratch
{
    private const int KeptCapacity = 1024 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte> _buffer;

    public static ArrayBufferWriter<byte> Clear()
    {
        if (_buffer is null || _buffer.Capacity > KeptCapacity)
        {
            _buffer = new ArrayBufferWriter<byte>(4096);
        }

        _buffer.ResetWrittenCount();
        return _buffer;
    }
}
