using System.Net;
using System.Text;
using System.Text.Json;

namespace Expenses.SampleRun.Service;

/// <summary>The contract's error envelope (codat-contract §2.10).</summary>
internal sealed record ErrorEnvelope(int StatusCode, string? Service, string? Error, string? CorrelationId, ErrorValidation? Validation);

internal sealed record ErrorValidation(IReadOnlyList<ErrorItem>? Errors, IReadOnlyList<ErrorItem>? Warnings);

internal sealed record ErrorItem(string? ItemId, string? Message, string? ValidatorName);

/// <summary>The service answered, and said no.</summary>
internal sealed class ServiceErrorException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public static ServiceErrorException From(HttpStatusCode status, string request, string body)
    {
        var text = new StringBuilder($"{request} was answered {(int)status}");
        var envelope = Envelope(body);
        if (envelope?.Error is null)
        {
            return new ServiceErrorException(status, text.Append(body.Length == 0 ? "." : $": {body}").ToString());
        }

        text.Append($": {envelope.Error}");
        foreach (var item in envelope.Validation?.Errors ?? [])
        {
            text.Append($"\n  - {(string.IsNullOrEmpty(item.ItemId) ? "" : item.ItemId + ": ")}{item.Message}");
        }

        return new ServiceErrorException(status, text.Append($"\n  correlation id {envelope.CorrelationId}").ToString());
    }

    private static ErrorEnvelope? Envelope(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorEnvelope>(body, ContractJson.Options);
        }
        catch (JsonException)
        {
            // Not the envelope: the caller prints the body as it came.
            return null;
        }
    }
}

/// <summary>Nothing answered until the deadline.</summary>
internal sealed class ServiceUnreachableException(string message, Exception? cause) : Exception(message, cause);
