namespace Expenses.Connectors.Codat;

/// <summary>The remote account that expense runs go to: settings <c>SyncEngine:Codat:*</c>. Holds secrets; never logged.</summary>
public sealed class CodatOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "SyncEngine:Codat";

    /// <summary>Where the account's API is, such as <c>https://api.codat.io</c>. Plain http on this machine only.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The account's API key as its portal shows it: a secret.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// The client of ours that the account belongs to. Only its API keys see the account's companies; to any other client
    /// they do not exist.
    /// </summary>
    public string Client { get; set; } = "";

    /// <summary>
    /// The signing secret of the account's webhook consumer, <c>whsec_…</c>; several with commas, to rotate. A secret.
    /// Empty: events are refused and runs look by themselves.
    /// </summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>How often a waiting run looks whether its sync has ended, should the event get lost. Default one minute.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests a minute that attaching receipts may use, over all runs. Default 600.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Receipts uploaded at a time, per chunk of a run. Default 8.</summary>
    public int ConcurrentRequests { get; set; } = 8;

    /// <summary>How long one attempt of a request may take. Default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt of an upload may take. Default five minutes.</summary>
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
