using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Expenses.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Json;

/// <summary>A request's JSON, read whole and strictly: size, depth, UTF-8, no property twice, nothing after the end.</summary>
internal sealed class JsonBody : IDisposable
{
    /// <summary>Where an error is that no pointer can name.</summary>
    public const string Location = "body";

    private const int FirstBuffer = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = RequestLimits.JsonDepth,
        AllowDuplicateProperties = false,
    };

    private readonly JsonDocument _document;

    private JsonBody(JsonDocument document, string sha256)
    {
        _document = document;
        Sha256 = sha256;
    }

    /// <summary>The root value.</summary>
    public JsonElement Root => _document.RootElement;

    /// <summary>The SHA-256 of the bytes as they came, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the body.</summary>
    /// <exception cref="ContractException">400 empty or no JSON; 413 too large; 415 something else than JSON.</exception>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(request, cancellationToken);
        if (bytes.IsEmpty)
        {
            throw Refusals.Invalid(Location, "The request needs a JSON body.", "Required");
        }

        JsonContentType.Require(request);
        if (!Utf8.IsValid(bytes.Span))
        {
            throw Refusals.Invalid(Location, "The body is not valid UTF-8.", "Encoding");
        }

        return new JsonBody(Parse(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
    }

    /// <inheritdoc />
    public void Dispose() => _document.Dispose();

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Strict);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser's own words hold positions and property names of the request, nothing of ours.
            var position = exception is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $" (line {line + 1}, byte {column + 1})"
                : "";
            throw Refusals.Invalid(
                Location,
                $"The body is not one JSON value of at most {RequestLimits.JsonDepth} levels without repeated property names{position}.",
                "Json");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > RequestLimits.JsonBytes)
        {
            throw TooLarge();
        }

        // The declared length is the caller's word; memory grows with what really comes.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? 0, FirstBuffer) + 1);
        int read;
        while ((read = await request.Body.ReadAsync(buffer.GetMemory(), cancellationToken)) > 0)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > RequestLimits.JsonBytes)
            {
                throw TooLarge();
            }
        }

        return buffer.WrittenMemory;
    }

    private static ContractException TooLarge() => new(
        StatusCodes.Status413PayloadTooLarge,
        $"A JSON body may have at most {RequestLimits.JsonBytes} bytes.",
        [new ValidationItem(Location, $"At most {RequestLimits.JsonBytes} bytes.", "Size")]);
}
