using System.Buffers;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Callbacks;

/// <summary>Reads a callback's body as it came: a signature is over bytes.</summary>
internal static class CallbackBody
{
    /// <summary>The bytes.</summary>
    /// <exception cref="ContractException">413: too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        int read;
        while ((read = await request.Body.ReadAsync(buffer.GetMemory(), cancellationToken)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > RequestLimits.CallbackBytes)
            {
                throw new ContractException(StatusCodes.Status413PayloadTooLarge, $"A callback may have at most {RequestLimits.CallbackBytes} bytes.");
            }
        }

        return buffer.WrittenMemory;
    }
}
