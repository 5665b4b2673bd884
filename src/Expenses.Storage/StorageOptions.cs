namespace Expenses.Storage;

/// <summary>Settings of the storage account; section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// The setting that holds the connection of queues: always the one that queue triggers without a connection of their
    /// own listen to, so that writer and trigger cannot disagree.
    /// </summary>
    public const string QueueConnectionName = "AzureWebJobsStorage";

    /// <summary>
    /// The setting that holds the connection of tables and blobs: a connection string, or the start of identity-based
    /// settings (<c>NAME__accountName</c>, or <c>NAME__tableServiceUri</c> and <c>NAME__blobServiceUri</c>, with
    /// <c>NAME__clientId</c> for a user-assigned identity). Another one than <see cref="QueueConnectionName"/> puts
    /// records and receipts into an account of their own.
    /// </summary>
    public string ConnectionName { get; set; } = QueueConnectionName;

    /// <summary>The most that <see cref="StartDeadline"/> may be.</summary>
    public static readonly TimeSpan LongestStart = TimeSpan.FromHours(1);

    /// <summary>How long the start waits for the storage account before it fails; zero to one hour.</summary>
    public TimeSpan StartDeadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Starts every name in the account, so that tests can share one. The app's queue trigger knows the plain name only.</summary>
    internal string NamePrefix { get; set; } = "";
}
