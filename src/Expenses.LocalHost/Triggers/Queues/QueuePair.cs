using Azure.Core;
using Azure.Storage.Queues;
using Expenses.LocalHost.Catalog;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Expenses.LocalHost.Triggers;

/// <summary>
/// A queue and the one for messages that failed too often. Bodies are taken as they are (the base64 around them is
/// <see cref="QueueMessageRun"/>'s matter), so that an unreadable message can be moved unchanged.
/// </summary>
internal sealed class QueuePair
{
    private const string DefaultConnection = "AzureWebJobsStorage";

    private QueuePair(string connectionString, string name)
    {
        Queue = new QueueClient(connectionString, name, Options());
        Poison = new QueueClient(connectionString, name + "-poison", Options());
    }

    public QueueClient Queue { get; }

    public QueueClient Poison { get; }

    /// <summary>The queue of a function's attribute, in the account of its connection (default AzureWebJobsStorage).</summary>
    /// <exception cref="FunctionCatalogException">The connection or a setting in the queue's name is missing.</exception>
    public static QueuePair Of(FunctionDescriptor function, IConfiguration settings)
    {
        var trigger = (QueueTriggerAttribute)function.Trigger;
        var connection = trigger.Connection ?? DefaultConnection;
        var connectionString = SettingReferences.Read(settings, "AzureWebJobs" + connection)
            ?? SettingReferences.Read(settings, connection)
            ?? SettingReferences.Read(settings, "ConnectionStrings:" + connection)
            ?? throw new FunctionCatalogException(
                $"Queue function '{function.Name}' needs the setting '{connection}', a storage connection string.");
        try
        {
            return new QueuePair(connectionString, SettingReferences.Expand(trigger.QueueName, settings, function.Name));
        }
        catch (FormatException e)
        {
            // The message of the exception quotes the connection string, which holds a key.
            throw new FunctionCatalogException(
                $"Queue function '{function.Name}': the setting '{connection}' is no storage connection string ({e.GetType().Name}).");
        }
    }

    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        await Queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await Poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Few quick attempts: the listener itself goes on for as long as the storage is away.</summary>
    private static QueueClientOptions Options()
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
