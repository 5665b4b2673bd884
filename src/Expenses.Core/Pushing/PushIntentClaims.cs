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

        return known.State == PushIntentState.Completed && wanted.Version == known.Version + 1 && wanted.Operation == PushOperationKind.Update
            ? known.BeginUpdate(wanted.Sync, wanted.Number) with { Content = wanted.Content }
            : null;
    }

    /// <summary>Whether a sync cannot write a transaction because another one has written that version, or a later one.</summary>
    /// <param name="intent">The intent after the claim; null when there is none.</param>
    /// <param name="sync">The sync.</param>
    /// <returns>True when it cannot (codat-contract §4.1 rule 3c).</returns>
    public static bool IsDuplicate(PushIntent? intent, SyncId sync) => intent is not null && intent.Sync != sync;

    // What may be on its way keeps its state: it is looked up before any resend.
    private static PushIntent? ClaimVersion(PushIntent known, PushIntent wanted) => known.State switch
    {
        PushIntentState.Failed => known.TakeOver(wanted.Sync, wanted.Number) with { Content = wanted.Content },
        PushIntentState.Pending when known.Sync != wanted.Sync =>
            known.TakeOver(wanted.Sync, wanted.Number) with { Content = wanted.Content },
        PushIntentState.Sent or PushIntentState.Unknown when known.Sync != wanted.Sync =>
            known with { Sync = wanted.Sync, Number = wanted.Number },
        _ => null,
    };
}
