using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Expenses.Testing;

namespace Expenses.EndToEnd.Tests;

/// <summary>What consumers were sent and answered. Which deliveries they refuse follows from the seed.</summary>
internal sealed class DeliveryLog(string seed, int failuresInHundred, int mostFailures)
{
    private readonly ConcurrentDictionary<(string Path, string Message), Log> _logs = new();

    public int Refused => _logs.Values.Sum(log => log.Deliveries.Count - log.Taken);

    /// <summary>Deliveries of what was taken already: its answer was lost in a kill.</summary>
    public int Repeats => _logs.Values.Sum(log => Math.Max(0, log.Taken - 1));

    /// <summary>Messages whose repeats are not byte for byte what came first.</summary>
    public IEnumerable<string> Changed => _logs.Where(log => log.Value.Deliveries.Select(one => one.Text).Distinct().Count() > 1).Select(log => log.Key.Message);

    public WebhookReply Answer(ReceivedWebhook received)
    {
        var log = _logs.GetOrAdd((received.Path, received.MessageId), _ => new Log());
        lock (log)
        {
            log.Deliveries.Add(received);
            if (log.Deliveries.Count <= mostFailures && IsRefused(received, log.Deliveries.Count))
            {
                return new WebhookReply(500);
            }

            log.Taken++;
            return new WebhookReply(204);
        }
    }

    public IEnumerable<string> Taken(string path) => _logs.Where(log => log.Key.Path == path && log.Value.Taken > 0).Select(log => log.Key.Message);

    public IEnumerable<ReceivedWebhook> Of(string path) => _logs.Where(log => log.Key.Path == path).SelectMany(log => log.Value.Deliveries);

    public int Times(string path, string message) => _logs[(path, message)].Deliveries.Count;

    private bool IsRefused(ReceivedWebhook received, int number) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{received.Path}/{received.MessageId}/{number}"))[0] * 100 < failuresInHundred * 256;

    private sealed class Log
    {
        public List<ReceivedWebhook> Deliveries { get; } = [];

        public int Taken { get; set; }
    }
}
