using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Expenses.StandIns.Tests.Tables.Pipeline;

/// <summary>What went over the wire, copied before the pipeline disposes it.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>
/// Sees every request. Answers with the scripted responses first, then hands over to the network (or fails, when there
/// is none).
/// </summary>
internal sealed class RecordingTransport(HttpPipelineTransport? network, params Response[] script) : HttpPipelineTransport
{
    private readonly ConcurrentQueue<Response> _script = new(script);

    public ConcurrentQueue<SentRequest> Sent { get; } = new();

    public override Request CreateRequest() => (network ?? HttpClientTransport.Shared).CreateRequest();

    public override void Process(HttpMessage message)
    {
        Record(message.Request);
        if (_script.TryDequeue(out var response))
        {
            message.Response = response;
        }
        else
        {
            Network.Process(message);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        Record(message.Request);
        if (_script.TryDequeue(out var response))
        {
            message.Response = response;
        }
        else
        {
            await Network.ProcessAsync(message);
        }
    }

    private HttpPipelineTransport Network => network ?? throw new InvalidOperationException("More requests than scripted responses.");

    private void Record(Request request)
    {
        var body = "";
        if (request.Content is not null)
        {
            using var stream = new MemoryStream();
            request.Content.WriteTo(stream, CancellationToken.None);
            body = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }

        var headers = request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
        Sent.Enqueue(new SentRequest(request.Method.Method, request.Uri.ToUri(), headers, body));
    }
}
