using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Expenses.Storage.Connections;

/// <summary>Reads the connection settings as Azure Functions does: a connection string, or a service's address and an identity.</summary>
internal static class StorageConnection
{
    /// <summary>Makes the clients; nothing is sent yet.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="name">The setting of tables and blobs.</param>
    /// <param name="queueName">The setting of queues.</param>
    /// <param name="retries">How often the SDK sends a failed request again.</param>
    /// <returns>The clients.</returns>
    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it, never its value.</exception>
    public static StorageClients Open(IConfiguration configuration, string name, string queueName, int retries) => new(
        Client(configuration, name, text => new TableServiceClient(text, StorageRetries.Tables(retries)),
            section => new TableServiceClient(Address(section, name, "table"), (TokenCredential)Credential(section), StorageRetries.Tables(retries))),
        Client(configuration, name, text => new BlobServiceClient(text, StorageRetries.Blobs(retries)),
            section => new BlobServiceClient(Address(section, name, "blob"), Credential(section), StorageRetries.Blobs(retries))),
        Client(configuration, queueName, text => new QueueServiceClient(text, StorageRetries.Queues(retries)),
            section => new QueueServiceClient(Address(section, queueName, "queue"), Credential(section), StorageRetries.Queues(retries))));

    [SuppressMessage("Design", "MA0054", Justification = "The SDK's message may quote the connection string, and with it the account's key.")]
    private static T Client<T>(IConfiguration configuration, string name, Func<string, T> withText, Func<IConfigurationSection, T> withIdentity)
    {
        var section = configuration.GetSection(name);
        if (string.IsNullOrWhiteSpace(section.Value))
        {
            return withIdentity(section);
        }

        try
        {
            return withText(section.Value);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Setting '{name}' is not a connection string of a storage account ({failure.GetType().Name}).");
        }
    }

    private static DefaultAzureCredential Credential(IConfigurationSection section) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });

    private static Uri Address(IConfigurationSection section, string name, string service)
    {
        var text = section[$"{service}ServiceUri"];
        if (string.IsNullOrWhiteSpace(text) && section["accountName"] is { Length: > 0 } account)
        {
            text = $"https://{account}.{service}.core.windows.net";
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException(
                $"No storage account is set. Set '{name}' to a connection string, or '{name}__accountName' " +
                $"(or '{name}__{service}ServiceUri') to use an identity.");
        }

        // A token goes to nobody without TLS.
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https"
            ? address
            : throw new InvalidOperationException($"Setting '{name}__{service}ServiceUri' or '{name}__accountName' gives no https address.");
    }
}
