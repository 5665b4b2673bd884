using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads code and message of an OData error: {"odata.error":{"code":"…","message":{"value":"…"}}}.</summary>
internal sealed class ErrorParser : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not { CanSeek: true, Length: > 0 } stream)
        {
            return false;
        }

        stream.Position = 0;
        try
        {
            using var document = JsonDocument.Parse(stream);
            error = Read(document.RootElement);
            return error is not null;
        }
        catch (JsonException)
        {
            // Not an error of the service itself (a proxy's page, for example): status and content say enough.
            return false;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static ResponseError Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("odata.error", out var error) || error.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var code = error.TryGetProperty("code", out var codeElement) ? codeElement.GetString() : null;
        var message = error.TryGetProperty("message", out var messageElement) && messageElement.TryGetProperty("value", out var value)
            ? value.GetString()
            : null;
        return new ResponseError(code, message);
    }
}
