using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Expenses.Storage.Connections;

/// <summary>The one retry policy towards the storage account: the SDK's. A restart of the account's emulator is survived.</summary>
internal static class StorageRetries
{
    /// <summary>Five tries wait 0.5, 1, 2, 4 and 8 seconds.</summary>
    public const int Default = 5;

    public static TableClientOptions Tables(int retries) => With(new TableClientOptions(), retries);

    public static BlobClientOptions Blobs(int retries) => With(new BlobClientOptions(), retries);

    public static QueueClientOptions Queues(int retries)
    {
        var options = With(new QueueClientOptions(), retries);
        options.MessageEncoding = QueueMessageEncoding.Base64;
        return options;
    }

    private static T With<T>(T options, int retries)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = TimeSpan.FromSeconds(0.5);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(8);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        return options;
    }
}
