namespace Expenses.Storage;

/// <summary>Settings of the storage account; section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// The setting that holds the connection: a connection string, or the start of identity-based settings
    /// (<c>NAME__accountName</c>, or <c>NAME__tableServiceUri</c>, <c>NAME__blobServiceUri</c> and
    /// <c>NAME__queueServiceUri</c>, with <c>NAME__clientId</c> for a user-assigned identity).
    /// </summary>
    public string ConnectionName { get; set; } = "AzureWebJobsStorage";

    /// <summary>How long the start waits for the storage account before it fails.</summary>
    public TimeSpan StartDeadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Starts every name in the account, so that tests can share one. The app's queue trigger knows the plain name only.</summary>
    internal string NamePrefix { get; set; } = "";
}
