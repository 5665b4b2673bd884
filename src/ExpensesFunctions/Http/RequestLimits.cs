namespace ExpensesFunctions.Http;

/// <summary>Every size and count a request is held to, each tested at the limit and one above.</summary>
internal static class RequestLimits
{
    /// <summary>A JSON body, in bytes.</summary>
    public const int JsonBytes = 10 * 1024 * 1024;

    /// <summary>The body of a callback, in bytes: an event lists what became of a sync's transactions.</summary>
    public const int CallbackBytes = 4 * 1024 * 1024;

    /// <summary>How deep JSON may nest.</summary>
    public const int JsonDepth = 32;

    /// <summary>How many rejected values one answer names.</summary>
    public const int ReportedErrors = 1000;

    /// <summary>`pageSize` (codat-contract T15).</summary>
    public const int PageSize = 5000;

    /// <summary>`pageSize` when none is given.</summary>
    public const int DefaultPageSize = 100;

    /// <summary>Entries of `syncs/list/status`, which is not paged (codat-contract M025): the newest ones.</summary>
    public const int ListedSyncs = 1000;

    /// <summary>Transactions of the array form (codat-contract §4.11).</summary>
    public const int ArrayTransactions = 50;

    /// <summary>Transactions of a dataset, and expenses of a run.</summary>
    public const int DatasetTransactions = 10_000;

    /// <summary>Datasets of one sync.</summary>
    public const int DatasetsPerSync = 100;

    /// <summary>Lines of a transaction (codat-contract §4.11).</summary>
    public const int Lines = 100;

    /// <summary>Tracking references of a line (codat-contract §4.11).</summary>
    public const int TrackingReferences = 10;

    /// <summary>Receipts of one expense, where the platform sets no lower limit.</summary>
    public const int ReceiptsPerExpense = 20;

    /// <summary>Decimals of an amount; what the currency allows is the ledger rules' business.</summary>
    public const int AmountDecimals = 4;

    /// <summary>The largest amount, in major units, either sign.</summary>
    public const decimal Amount = 1_000_000_000_000m;

    /// <summary>Decimals of `currencyRate` (codat-contract §4.4).</summary>
    public const int RateDecimals = 9;

    /// <summary>The largest `currencyRate`.</summary>
    public const decimal Rate = 1_000_000_000m;

    /// <summary>Characters of an id of the accounting platform, or of a receipt id.</summary>
    public const int Id = 100;

    /// <summary>Characters of `reference`.</summary>
    public const int Reference = 100;

    /// <summary>Characters of `merchantName`.</summary>
    public const int MerchantName = 200;

    /// <summary>Characters of `notes`.</summary>
    public const int Notes = 4000;

    /// <summary>Characters of the description of a line or a transfer.</summary>
    public const int LineDescription = 1000;

    /// <summary>Characters of a company's name.</summary>
    public const int CompanyName = 255;

    /// <summary>Characters of a company's description.</summary>
    public const int CompanyDescription = 1000;

    /// <summary>Tags of a company (codat-contract B010).</summary>
    public const int Tags = Expenses.Core.Companies.CompanyTags.MaxCount;

    /// <summary>Characters of a tag's key (codat-contract B010).</summary>
    public const int TagKey = Expenses.Core.Companies.CompanyTags.MaxKeyLength;

    /// <summary>Characters of a tag's value (codat-contract B010).</summary>
    public const int TagValue = Expenses.Core.Companies.CompanyTags.MaxValueLength;

    /// <summary>Minutes a push of a record may be given.</summary>
    public const int PushMinutes = 7 * 24 * 60;

    /// <summary>Characters of each text of a pushed record; what the platform takes is its own rule.</summary>
    public const int RecordText = 250;

    /// <summary>Addresses of a supplier or customer.</summary>
    public const int Addresses = 6;

    /// <summary>Characters of a file name.</summary>
    public const int FileName = 255;

    /// <summary>API keys of a client (codat-contract B101).</summary>
    public const int ApiKeys = 10;

    /// <summary>Characters of an API key's name (codat-contract B101).</summary>
    public const int ApiKeyName = 50;

    /// <summary>Characters of an `Idempotency-Key`.</summary>
    public const int IdempotencyKey = 255;

    /// <summary>Event types of a webhook consumer.</summary>
    public const int WebhookEventTypes = 100;

    /// <summary>Company tags of a webhook consumer (codat-contract B106).</summary>
    public const int WebhookCompanyTags = 10;

    /// <summary>Characters of a webhook consumer's company tag.</summary>
    public const int WebhookCompanyTag = 128;

    /// <summary>Characters of a webhook consumer's `Authorization` header.</summary>
    public const int WebhookAuthorization = 1000;

    /// <summary>E-mail addresses of a legacy rule.</summary>
    public const int RuleEmails = 10;

    /// <summary>Messages a second that a webhook consumer can ask for at most.</summary>
    public const int WebhookMessagesPerSecond = 1000;

    /// <summary>`pageSize` of the messages of a webhook consumer.</summary>
    public const int WebhookMessagePage = 1000;

    /// <summary>Values of a form of our pages.</summary>
    public const int FormValues = 8;

    /// <summary>Characters of each of their names and values.</summary>
    public const int FormText = 1024;

    /// <summary>Characters of the one-time password of a link.</summary>
    public const int LinkPassword = 1024;

    /// <summary>Characters of what opens the page of a company's connections.</summary>
    public const int CompanyPass = 4096;

    /// <summary>Characters of the reason for which a difference may stay.</summary>
    public const int AcknowledgementReason = 1000;

    /// <summary>Characters of who said so.</summary>
    public const int AcknowledgedBy = 200;

    /// <summary>`afterWrites` of a sandbox ledger's fault.</summary>
    public const int SandboxWrites = 1_000_000;

    /// <summary>A receipt, in bytes, when no accounting software is linked yet.</summary>
    public const long ReceiptBytes = 100L * 1024 * 1024;

    /// <summary>The text of a malformed multipart upload (codat-contract T8), in bytes; kept on disk while it is decoded.</summary>
    public const int MalformedUploadBytes = 32 * 1024 * 1024;

    /// <summary>Parts of a multipart body.</summary>
    public const int MultipartParts = 20;
}
