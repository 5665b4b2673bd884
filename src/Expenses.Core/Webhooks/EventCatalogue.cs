using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Expenses.Core.Webhooks;

/// <summary>One event type.</summary>
/// <param name="Name">Its name in the new style.</param>
/// <param name="LegacyName">Its name as a consumer's event type of the legacy style; null when it has none.</param>
/// <param name="RuleType">Its legacy rule's type; null when it has none.</param>
public sealed record EventKind(string Name, string? LegacyName = null, string? RuleType = null);

/// <summary>The event types this service raises, and the names of others that a consumer may name (codat-contract §2.16, M052).</summary>
public static partial class EventCatalogue
{
    /// <summary>A sync has left the queue. Legacy form only.</summary>
    public const string SyncStarted = "expenses.sync.started";

    /// <summary>A sync ended with 2000 or 2040.</summary>
    public const string SyncSuccessful = "expenses.sync.successful";

    /// <summary>A sync ended with any other code.</summary>
    public const string SyncUnsuccessful = "expenses.sync.unsuccessful";

    /// <summary>A company was created.</summary>
    public const string CompanyCreated = "company.created";

    /// <summary>A company was deleted.</summary>
    public const string CompanyDeleted = "company.deleted";

    /// <summary>A connection was created.</summary>
    public const string ConnectionCreated = "connection.created";

    /// <summary>A connection was linked for the first time.</summary>
    public const string ConnectionConnected = "connection.connected";

    /// <summary>A connection is no longer linked.</summary>
    public const string ConnectionDisconnected = "connection.disconnected";

    /// <summary>A connection is linked again.</summary>
    public const string ConnectionReconnected = "connection.reconnected";

    /// <summary>Linking a connection failed.</summary>
    public const string ConnectionFailed = "connection.failed";

    /// <summary>A connection was deleted.</summary>
    public const string ConnectionDeleted = "connection.deleted";

    /// <summary>Data types of a connection were read, well or not (codat-contract B122).</summary>
    public const string ReadCompleted = "read.completed";

    /// <summary>A connection was read for the first time.</summary>
    public const string ReadCompletedInitial = "read.completed.initial";

    /// <summary>Ours: a data type was read. Legacy form only.</summary>
    public const string DataTypeRead = "read.dataType.completed";

    /// <summary>Ours: a data type was read and differs from the read before. Legacy form only.</summary>
    public const string DataTypeChanged = "read.dataType.changed";

    /// <summary>Ours: a data type could not be read. Legacy form only.</summary>
    public const string DataTypeFailed = "read.dataType.failed";

    /// <summary>Ours: a write was not done within its limit. Legacy form only.</summary>
    public const string WriteTimedOut = "write.timedOut";

    /// <summary>The client's quota of requests is used up.</summary>
    public const string RateLimitReached = "client.rateLimit.reached";

    /// <summary>The client's quota of requests is full again.</summary>
    public const string RateLimitReset = "client.rateLimit.reset";

    /// <summary>Ours: a consumer was switched off because nobody took its messages.</summary>
    public const string ConsumerDisabled = "webhook.consumer.disabled";

    /// <summary>Ours: a reconciliation found that the ledger and what was recorded differ.</summary>
    public const string DriftFound = "expenses.reconciliation.drift";

    /// <summary>Ours: the nightly check found that the ledger no longer offers what a company is set up with or uses.</summary>
    public const string ConfigurationInvalid = "expenses.configuration.invalid";

    /// <summary>Ours: the example a consumer asked for; it goes to that consumer whatever it subscribed to.</summary>
    public const string Test = "webhook.test";

    private const string StatusChanged = "DataConnectionStatusChanged";
    private const string WriteStatusChanged = "PushOperationStatusChanged";

    /// <summary>What this service raises.</summary>
    public static IReadOnlyList<EventKind> Raised { get; } =
    [
        new(SyncStarted, "SyncStarted", "Sync Started"),
        new(SyncSuccessful, "SyncCompleted", "Sync Completed"),
        new(SyncUnsuccessful, "SyncFailed", "Sync Failed"),
        new(CompanyCreated),
        new(CompanyDeleted),
        new(ConnectionCreated, StatusChanged, StatusChanged),
        new(ConnectionConnected, StatusChanged, StatusChanged),
        new(ConnectionDisconnected, StatusChanged, StatusChanged),
        new(ConnectionReconnected, StatusChanged, StatusChanged),
        new(ConnectionFailed, StatusChanged, StatusChanged),
        new(ConnectionDeleted, "SyncConnectionDeleted", "Sync Connection Deleted"),
        new(ReadCompleted),
        new(ReadCompletedInitial, "NewCompanySynchronized", "New company synchronized"),
        new(DataTypeRead, "DataSyncCompleted", "Data sync completed"),
        new(DataTypeChanged, "DatasetDataChanged", "Dataset data changed"),
        new(DataTypeFailed, "DataSyncStatusChangedToError", "Data Sync Status Changed To Error"),
        new(WriteTimedOut, "PushOperationTimedOut", "Push Operation Timed Out"),
        new(RateLimitReached, "RateLimitReached", "Rate Limit Reached"),
        new(RateLimitReset, "RateLimitReset", "Rate Limit Reset"),
        new(ConsumerDisabled),
        new(DriftFound),
        new(ConfigurationInvalid),
    ];

    // Codat's other products raise these; naming them is allowed, so that one list of event types serves both.
    private static readonly string[] OthersNames =
    [
        "company.product.added", "company.product.removed",
        "bankFeeds.sourceAccount.connected", "bankFeeds.sourceAccount.disconnected",
        WriteStatusChanged, "AccountCategoriesUpdated",
    ];

    private static readonly FrozenDictionary<string, EventKind> ByName = Raised.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Names = Raised
        .SelectMany(kind => new[] { kind.Name, kind.LegacyName })
        .OfType<string>()
        .Concat(OthersNames)
        .Distinct(StringComparer.Ordinal)
        .ToFrozenDictionary(Plain, name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The types a legacy rule may have.</summary>
    public static IReadOnlyList<string> RuleTypes { get; } =
    [
        StatusChanged, "New company synchronized", "Data sync completed", "Dataset data changed", "Data Sync Status Changed To Error",
        "Push Operation Status Changed", "Push Operation Timed Out", "Account Categories Updated", "Sync Connection Deleted",
        "Sync Started", "Sync Completed", "Sync Failed", "Rate Limit Reached", "Rate Limit Reset",
    ];

    /// <summary>Every name a consumer may subscribe to, besides `{dataType}.write.successful` and `…unsuccessful`.</summary>
    public static IReadOnlyList<string> Subscribable { get; } = [.. Names.Values.Order(StringComparer.Ordinal)];

    /// <summary>What is known of a raised event type; a test event is of no kind in the catalogue.</summary>
    /// <param name="name">Its new-style name.</param>
    /// <returns>The kind.</returns>
    public static EventKind KindOf(string name) => ByName.GetValueOrDefault(name)
        ?? (WriteEvent.IsMatch(name) ? new EventKind(name, WriteStatusChanged, "Push Operation Status Changed") : new EventKind(name));

    /// <summary>The event of a write that ended (codat-contract B123).</summary>
    /// <param name="dataType">What was written.</param>
    /// <param name="isSuccess">Whether it is in the ledger, and in time.</param>
    /// <returns>The new-style name.</returns>
    public static string WriteOf(string dataType, bool isSuccess) => $"{dataType}.write.{(isSuccess ? "successful" : "unsuccessful")}";

    /// <summary>The canonical name of what a consumer subscribes to; case and blanks do not count (`Dataset data changed`).</summary>
    /// <param name="text">As written.</param>
    /// <returns>The name, or null when there is no such type.</returns>
    public static string? Canonical(string text) =>
        Names.TryGetValue(Plain(text), out var name) ? name : WriteEvent.IsMatch(text) ? text : null;

    /// <summary>The canonical type of a legacy rule; case, blanks and brackets do not count.</summary>
    /// <param name="text">As written.</param>
    /// <returns>The type, or null when there is no such type.</returns>
    public static string? CanonicalRuleType(string text) =>
        RuleTypes.FirstOrDefault(type => string.Equals(Plain(type), Plain(text), StringComparison.OrdinalIgnoreCase));

    /// <summary>The event type a rule of a type listens to.</summary>
    /// <param name="ruleType">A canonical rule type.</param>
    /// <returns>The legacy name.</returns>
    public static string LegacyNameOf(string ruleType) => Canonical(ruleType) ?? Plain(ruleType);

    [GeneratedRegex("^[a-zA-Z]{1,50}\\.write\\.(successful|unsuccessful)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WriteEvent { get; }

    private static string Plain(string text) => text
        .Replace(" ", "", StringComparison.Ordinal)
        .Replace("()", "", StringComparison.Ordinal);
}
