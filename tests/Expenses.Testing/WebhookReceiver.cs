using System.Collections.Concurrent;
using System.Net;

namespace Expenses.Testing;

/// <summary>A webhook consumer on a free loopback port: keeps what it was sent and answers what the test says.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<ReceivedWebhook, WebhookReply> _answer;
    private readonly Task _serving;

    private WebhookReceiver(int port, Func<ReceivedWebhook, WebhookReply> answer)
    {
        _answer = answer;
        BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(BaseAddress.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri BaseAddress { get; }

    /// <summary>Everything received, in order.</summary>
    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    /// <param name="answer">The answer to each delivery; default 204.</param>
    public static WebhookReceiver Start(Func<ReceivedWebhook, WebhookReply>? answer = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new WebhookReceiver(FreePort.Next(), answer ?? (_ => new WebhookReply(204)));
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was quicker on the port.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or InvalidOperationException)
            {
                // Stopped while it waited, or between two deliveries.
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var received = new ReceivedWebhook(
                DateTimeOffset.UtcNow,
                context.Request.Url!.AbsolutePath,
                context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase),
                body.ToArray());
            Received.Enqueue(received);
            var reply = _answer(received);
            context.Response.StatusCode = reply.StatusCode;

            // A connection that waits for the next delivery is closed by the listener in the end, perhaps just as one comes.
            context.Response.KeepAlive = false;
            foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>())
            {
                context.Response.Headers[name] = value;
            }

            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The sender was killed in the middle, or the test is over.
            context.Response.Abort();
        }
    }
}

/// <summary>One delivery as it came in.</summary>
public sealed record ReceivedWebhook(DateTimeOffset At, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string MessageId => Headers["webhook-id"];

    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>What the consumer answers.</summary>
public sealed record WebhookReply(int StatusCode, IReadOnlyDictionary<string, string>? Headers = null);
