using System.Text;
using Azure.Storage.Queues.Models;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Hosting;
using Expenses.LocalHost.Invocation;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Triggers;

/// <summary>Runs a queue function for one message and settles it: deleted, visible again later, or moved to the poison queue.</summary>
internal sealed partial class QueueMessageRun(
    FunctionDescriptor function,
    QueuePair queues,
    QueueSettings settings,
    ScopedInvoker invoker,
    ILogger<QueueMessageRun> logger)
{
    public async Task RunAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (message.DequeueCount > settings.MaxDequeueCount)
        {
            // Every attempt ended with the process; its last one had no chance to move the message.
            await MoveToPoisonAsync(message, message.PopReceipt);
            return;
        }

        using var lease = MessageLease.Hold(queues.Queue, message, logger);
        var succeeded = await InvokeAsync(message, cancellationToken);
        var receipt = await lease.EndAsync();
        if (succeeded)
        {
            await queues.Queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        }
        else if (message.DequeueCount >= settings.MaxDequeueCount)
        {
            await MoveToPoisonAsync(message, receipt);
        }
        else
        {
            await queues.Queue.UpdateMessageAsync(
                message.MessageId, receipt, messageText: null, settings.VisibilityTimeout, CancellationToken.None);
        }
    }

    private async Task<bool> InvokeAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var text = settings.Base64
                ? Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString()))
                : message.Body.ToString();
            await invoker.InvokeAsync(function, new TriggerInput(text) { BindingData = DataOf(message, text) }, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // Whatever a function throws is this attempt's failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(logger, e, function.Name, message.MessageId, message.DequeueCount, settings.MaxDequeueCount);
            return false;
        }
    }

    private async Task MoveToPoisonAsync(QueueMessage message, string receipt)
    {
        await queues.Poison.SendMessageAsync(message.Body, cancellationToken: CancellationToken.None);
        await queues.Queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        Poisoned(logger, message.MessageId, queues.Poison.Name, message.DequeueCount);
    }

    /// <summary>What parameters can bind to by name; the names are the Functions queue trigger's.</summary>
    private static Dictionary<string, object?> DataOf(QueueMessage message, string text) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = text,
        ["Id"] = message.MessageId,
        ["DequeueCount"] = message.DequeueCount,
        ["PopReceipt"] = message.PopReceipt,
        ["InsertionTime"] = message.InsertedOn,
        ["ExpirationTime"] = message.ExpiresOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
    };

    [LoggerMessage(221, LogLevel.Error, "Queue function '{Function}' failed for message {MessageId}, attempt {Attempt} of {MaxAttempts}.")]
    private static partial void Failed(ILogger logger, Exception exception, string function, string messageId, long attempt, int maxAttempts);

    [LoggerMessage(222, LogLevel.Warning, "Message {MessageId} was moved to queue '{Queue}' after {Attempts} attempts.")]
    private static partial void Poisoned(ILogger logger, string messageId, string queue, long attempts);
}
