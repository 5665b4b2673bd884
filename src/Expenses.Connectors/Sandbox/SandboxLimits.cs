namespace Expenses.Connectors.Sandbox;

/// <summary>The ledger's numbers. They are ours; the reasons name the platform or rule they are modelled on.</summary>
public static class SandboxLimits
{
    /// <summary>Records in one request, as QuickBooks Online's batch has about 30.</summary>
    public const int BatchSize = 25;

    /// <summary>Keys in one look-up: a whole chunk of a sync (design section 5).</summary>
    public const int KeysPerLookup = 100;

    /// <summary>The window of the request quota.</summary>
    public static readonly TimeSpan QuotaWindow = TimeSpan.FromMinutes(1);

    /// <summary>The largest attachment: 100 MiB, the order of QuickBooks Online's (codat-contract §4.7).</summary>
    public const long AttachmentBytes = 100L * 1024 * 1024;

    /// <summary>Attachments on one record.</summary>
    public const int AttachmentsPerRecord = 10;

    /// <summary>What may be attached.</summary>
    public static readonly IReadOnlySet<string> AttachmentExtensions = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "pdf", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "csv", "txt", "doc", "docx", "xls", "xlsx", "zip",
    };

    /// <summary>Lines of one record (codat-contract §4.11).</summary>
    internal const int Lines = 100;

    /// <summary>Tracking references of one line (codat-contract §4.11).</summary>
    internal const int TrackingReferences = 10;

    /// <summary>Characters of an idempotency key; together with its prefix it stays well inside a table key.</summary>
    internal const int KeyCharacters = 128;

    /// <summary>Characters of a name or reference.</summary>
    internal const int NameCharacters = 500;

    /// <summary>Characters of the name of an account, supplier or customer.</summary>
    internal const int RecordNameCharacters = 100;

    /// <summary>Characters of a nominal code, as Xero's.</summary>
    internal const int NominalCodeCharacters = 10;

    /// <summary>Characters of the notes; 25 records of the largest kind then fit one 4 MiB table transaction.</summary>
    internal const int NotesCharacters = 5000;

    /// <summary>The largest total, so that amount × rate stays exact in a decimal for every rate people meet.</summary>
    internal const decimal Amount = 1_000_000_000_000m;

    /// <summary>The largest rate.</summary>
    internal const decimal Rate = 1_000_000m;

    /// <summary>Decimals of a rate (codat-contract §4.4).</summary>
    internal const int RateDecimals = 9;
}
