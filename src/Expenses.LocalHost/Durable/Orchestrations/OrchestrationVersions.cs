using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>Which instances this app's code may run: <c>versionMatchStrategy</c> of host.json.</summary>
internal enum VersionMatch
{
    /// <summary>All of them.</summary>
    None,

    /// <summary>Those with the app's own version.</summary>
    Strict,

    /// <summary>Those with the app's version or an older one. The platform's default.</summary>
    CurrentOrOlder,
}

/// <summary>What becomes of the others: <c>versionFailureStrategy</c> of host.json.</summary>
internal enum VersionFailure
{
    /// <summary>They stay as they are until an app comes that may run them. The platform's default.</summary>
    Reject,

    /// <summary>They fail at their next step.</summary>
    Fail,
}

/// <summary>Orchestration versions as the platform keeps them (durable-semantics §9). Without a default version they are not looked at.</summary>
internal sealed record OrchestrationVersions
{
    /// <summary>The version of the app's code, and of what it starts; null for none.</summary>
    public string? Default { get; init; }

    public VersionMatch Match { get; init; } = VersionMatch.CurrentOrOlder;

    public VersionFailure OnMismatch { get; init; } = VersionFailure.Reject;

    /// <summary>The platform's own words for an instance that fails for its version.</summary>
    public static Failure Mismatch { get; } =
        new("VersionMismatch", "Orchestration version did not comply with Worker Versioning", StackTrace: null, Inner: null);

    /// <summary>The version of an instance that a client or an entity starts: an empty one counts as none given.</summary>
    public string OfStart(TaskVersion? asked) => asked?.Version is { Length: > 0 } version ? version : Default ?? string.Empty;

    /// <summary>The version of a sub-orchestration: the one given, even an empty one; the parent's own is not passed on.</summary>
    public string OfChild(TaskVersion? asked) => asked is { } version ? version.Version ?? string.Empty : Default ?? string.Empty;

    public bool Accepts(string version) => Default is null || Match switch
    {
        VersionMatch.Strict => string.Equals(version, Default, StringComparison.Ordinal),
        VersionMatch.CurrentOrOlder => TaskOrchestrationVersioningUtils.CompareVersions(version, Default) <= 0,
        _ => true,
    };
}
