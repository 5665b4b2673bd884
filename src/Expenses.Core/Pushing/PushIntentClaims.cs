using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>Which sync may write a version of a transaction: pure, by what is known of it and what the sync wants (design section 4).</summary>
public static class PushIntentClaims
{
    /// <summary>What to store so that the sync owns the intent.</summary>
    /// <param name="known">The intent as stored; null when there is none.</param>
    /// <param name="wanted">The intent the sync wants.</param>
    /// <returns>The changed intent; null when it stays as it is, being the sync's already or not to be had.</returns>
    public static PushIntent? Claim(PushIntent? known, PushIntent wanted)
    {
        if (known is null)
        {
            return wanted.Operation == PushOperationKind.Create ? wanted : null;
        }

        if (known.Kind != wanted.Kind)
        {
            return null;
        }

        if (known.Version == wanted.Version)
        {
            return ClaimVersion(known, wanted);
        }

        // A record is changed where it is: its id means another record, or none, in another ledger.
        return known.State == PushIntentState.Completed
            && wanted.Version == known.Version + 1
            && wanted.Operation == PushOperationKind.Update
            && known.Connection == wanted.Connection
            ? known.BeginUpdate(wanted.Sync, wanted.Number) with { Content = wanted.Content, IsDraft = wanted.IsDraft }
            : null;
    }

    /// <summary>Whether a sync cannot write a transaction because another one has written that version, or a later one.</summary>
    /// <param name="intent">What is known of it; null for nothing.</param>
    /// <param name="wanted">What the sync wants.</param>
    /// <returns>Whether it is a duplicate.</returns>
    public static bool IsDuplicate(PushIntent? intent, PushIntent wanted) =>
        intent is not null && intent.Sync != wanted.Sync && !IsUndecided(intent, wanted);

    /// <summary>
    /// Whether the version may be in a ledger already, as somebody else sent it: with another content, through another
    /// connection. Neither can be found out on the sync's behalf, so it is not sent.
    /// </summary>
    /// <param name="intent">What is known of it; null for nothing.</param>
    /// <param name="wanted">What the sync wants.</param>
    /// <returns>Whether nobody knows.</returns>
    public static bool IsUndecided(PushIntent? intent, PushIntent wanted) =>
        intent is { State: PushIntentState.Sent or PushIntentState.Unknown }
        && intent.Version == wanted.Version
        && (intent.Sync != wanted.Sync || intent.Connection != wanted.Connection);

    private static PushIntent? ClaimVersion(PushIntent known, PushIntent wanted)
    {
        var isOwn = known.Sync == wanted.Sync;
        var isHere = known.Connection == wanted.Connection;
        if ((isOwn && known.Number != wanted.Number) || (!isHere && known.Operation == PushOperationKind.Update))
        {
            // The sync has it in another place, or its record is in another ledger.
            return null;
        }

        return known.State switch
        {
            PushIntentState.Failed => Taken(known, wanted),
            PushIntentState.Pending when !isOwn || !isHere => Taken(known, wanted),
            // What may be on its way keeps its state: it is looked up before any resend. What would be found is what was sent.
            PushIntentState.Sent or PushIntentState.Unknown when !isOwn && isHere && IsSame(known, wanted) =>
                known with { Sync = wanted.Sync, Number = wanted.Number },
            _ => null,
        };
    }

    // Nothing of it is in any ledger, so it may go to another one than was meant before.
    private static PushIntent Taken(PushIntent known, PushIntent wanted) =>
        known.TakeOver(wanted.Sync, wanted.Number) with { Content = wanted.Content, Connection = wanted.Connection, IsDraft = wanted.IsDraft };

    private static bool IsSame(PushIntent known, PushIntent wanted) =>
        known.Content is not null && string.Equals(known.Content, wanted.Content, StringComparison.Ordinal) && known.IsDraft == wanted.IsDraft;
}
