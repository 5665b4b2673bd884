using Azure.Storage.Queues.Models;
using Expenses.LocalHost.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Triggers;

/// <summary>
/// Takes messages for one queue function, up to batchSize at the same time. Works on the machine's own clock: a message's
/// invisibility runs on the storage account's.
/// </summary>
internal sealed partial class QueueListener(
    QueuePair queues, QueueSettings settings, QueueMessageRun run, ILogger<QueueListener> logger) : ITriggerListener
{
    /// <summary>What the service gives in one call.</summary>
    private const int MaxMessagesPerCall = 32;

    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly CancellationTokenSource _cancelFunctions = new();
    private readonly SemaphoreSlim _slots = new(settings.BatchSize);
    private readonly IdlePause _pause = new(settings.MaxPollingInterval);
    private bool _queuesExist;
    private bool _away;
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(ReceiveUntilStoppedAsync, _stopReceiving.Token);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopReceiving.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _cancelFunctions);
        for (var slot = 0; slot < settings.BatchSize; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopReceiving.Dispose();
        _cancelFunctions.Dispose();
        _slots.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReceiveUntilStoppedAsync()
    {
        while (true)
        {
            var messages = await ReceiveIntoFreeSlotsAsync();

            foreach (var message in messages)
            {
                _ = RunAsync(message);
            }

            if (messages.Length > 0)
            {
                _pause.Reset();
                continue;
            }

            await Task.Delay(_pause.Next(), _stopReceiving.Token);
        }
    }

    /// <summary>Takes a slot for each message it gives, and for none when it is stopped on the way: whoever stops waits for all slots.</summary>
    private async Task<QueueMessage[]> ReceiveIntoFreeSlotsAsync()
    {
        await _slots.WaitAsync(_stopReceiving.Token);
        var taken = 1;
        while (taken < MaxMessagesPerCall && await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            taken++;
        }

        var messages = Array.Empty<QueueMessage>();
        try
        {
            messages = await ReceiveAsync(taken);
            return messages;
        }
        finally
        {
            if (taken > messages.Length)
            {
                _slots.Release(taken - messages.Length);
            }
        }
    }

    /// <summary>Nothing while the storage is away; that is logged once an outage.</summary>
    private async Task<QueueMessage[]> ReceiveAsync(int count)
    {
        try
        {
            if (!_queuesExist)
            {
                await queues.CreateIfMissingAsync(_stopReceiving.Token);
                _queuesExist = true;
            }

            var messages = await queues.Queue.ReceiveMessagesAsync(count, MessageLease.Length, _stopReceiving.Token);
            if (_away)
            {
                _away = false;
                Back(logger, queues.Queue.Name);
            }

            return messages.Value;
        }
#pragma warning disable CA1031 // Whatever an answer that is none makes of a receive, the next one may be an answer: only a stop ends the loop.
        catch (Exception e) when (!_stopReceiving.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // The account may come back without the queue.
            _queuesExist = false;
            if (!_away)
            {
                _away = true;
                Away(logger, e, queues.Queue.Name);
            }

            return [];
        }
    }

    private async Task RunAsync(QueueMessage message)
    {
        try
        {
            // Off the receiving loop: a function may work for long before its first await.
            await Task.Run(() => run.RunAsync(message, _cancelFunctions.Token), CancellationToken.None);
        }
#pragma warning disable CA1031 // One message's trouble must not end the listener; the message becomes visible again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotSettled(logger, e, message.MessageId, queues.Queue.Name);
        }
        finally
        {
            _slots.Release();
        }
    }

    [LoggerMessage(201, LogLevel.Warning, "Queue '{Queue}' cannot be read; trying again until it can.")]
    private static partial void Away(ILogger logger, Exception exception, string queue);

    [LoggerMessage(202, LogLevel.Information, "Queue '{Queue}' is read again.")]
    private static partial void Back(ILogger logger, string queue);

    [LoggerMessage(203, LogLevel.Warning, "Message {MessageId} of queue '{Queue}' could not be settled and will come again.")]
    private static partial void NotSettled(ILogger logger, Exception exception, string messageId, string queue);
}
