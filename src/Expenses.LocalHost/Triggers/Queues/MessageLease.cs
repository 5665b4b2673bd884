using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Triggers;

/// <summary>
/// Keeps a message hidden while its function runs. Short, unlike the platform's ten minutes, so that a message of a killed
/// process comes back soon; renewed at a third of its length.
/// </summary>
internal sealed partial class MessageLease : IDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private string _receipt;

    private MessageLease(QueueClient queue, QueueMessage message, ILogger logger)
    {
        _queue = queue;
        _message = message;
        _logger = logger;
        _receipt = message.PopReceipt;
        _renewing = RenewUntilEndedAsync();
    }

    public static MessageLease Hold(QueueClient queue, QueueMessage message, ILogger logger) => new(queue, message, logger);

    /// <summary>Stops renewing and gives the receipt with which the message can be settled.</summary>
    public async Task<string> EndAsync()
    {
        await _ended.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _receipt;
    }

    public void Dispose() => _ended.Dispose();

    private async Task RenewUntilEndedAsync()
    {
        using var timer = new PeriodicTimer(Length / 3);
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            try
            {
                // Not cancelled half-way: a renewal that went through without its answer would lose the receipt.
                var renewed = await _queue.UpdateMessageAsync(
                    _message.MessageId, _receipt, messageText: null, Length, CancellationToken.None);
                _receipt = renewed.Value.PopReceipt;
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                NotRenewed(_logger, e, _message.MessageId, _queue.Name);
            }
        }
    }

    [LoggerMessage(211, LogLevel.Debug, "Message {MessageId} of queue '{Queue}' could not be kept hidden.")]
    private static partial void NotRenewed(ILogger logger, Exception exception, string messageId, string queue);
}
