namespace Expenses.SampleRun;

internal sealed record SampleRunOptions
{
    public required Uri BaseUrl { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>Only named in the closing hints, so that the key itself is never printed.</summary>
    public string? ApiKeyFile { get; init; }

    public string? Input { get; init; }

    public string? Receipts { get; init; }

    public int? Count { get; init; }

    public int? ReceiptCount { get; init; }

    public string? Samples { get; init; }

    public required string StateFile { get; init; }

    public string? CompanyId { get; init; }

    public Guid? RunKey { get; init; }

    public bool Fresh { get; init; }

    public TimeSpan Timeout { get; init; }

    /// <summary>How long the service may take to answer for the first time.</summary>
    public TimeSpan FirstContact { get; init; }

    public string? JsonFile { get; init; }
}
