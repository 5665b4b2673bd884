using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>
/// The legal moves of a push intent (design section 4). Pure: each gives the changed intent, which its caller stores
/// against the ETag it read. An illegal move is a defect of the caller and throws.
/// </summary>
public static class PushIntentTransitions
{
    /// <summary>Whether a move is legal. Completed is final; a sent one leaves by an outcome only.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="to">The state after.</param>
    /// <returns>True when it is.</returns>
    public static bool CanMove(PushIntentState from, PushIntentState to) => (from, to) switch
    {
        // Another sync takes over what nobody sent.
        (PushIntentState.Pending, PushIntentState.Pending) => true,
        (PushIntentState.Pending, PushIntentState.Sent) => true,
        // Resent after a look-up did not find it, or accepted by a platform that finishes later.
        (PushIntentState.Sent, PushIntentState.Sent) => true,
        (PushIntentState.Sent, PushIntentState.Completed or PushIntentState.Failed or PushIntentState.Unknown) => true,
        (PushIntentState.Unknown, PushIntentState.Completed or PushIntentState.Sent or PushIntentState.Failed) => true,
        // A retry, or a new sync with the corrected transaction (codat-contract §4.1 rule 4).
        (PushIntentState.Failed, PushIntentState.Pending) => true,
        _ => false,
    };

    /// <summary>Gives a pending or failed intent to a sync, which will send it anew. The number of attempts is kept.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="sync">The sync that owns it from now on.</param>
    /// <param name="number">The transaction's number in that sync, from 0.</param>
    /// <returns>The changed intent, Pending.</returns>
    /// <exception cref="InvalidOperationException">It was sent, or is in the ledger.</exception>
    public static PushIntent TakeOver(this PushIntent intent, SyncId sync, int number) =>
        Move(intent, PushIntentState.Pending) with { Sync = sync, Number = number, Message = null, PushOperationKey = null };

    /// <summary>Begins the next version of what is in the ledger: an update of its record (codat-contract B071).</summary>
    /// <param name="intent">The intent, Completed.</param>
    /// <param name="sync">The sync that will write it.</param>
    /// <param name="number">The transaction's number in that sync, from 0.</param>
    /// <returns>The changed intent: Pending, with the next version and its own key; the record's id stays.</returns>
    /// <exception cref="InvalidOperationException">It is not in the ledger, or an update of it is under way.</exception>
    public static PushIntent BeginUpdate(this PushIntent intent, SyncId sync, int number) => intent.State != PushIntentState.Completed
        ? throw Illegal(intent, PushIntentState.Pending, " as an update")
        : intent with
        {
            Operation = PushOperationKind.Update,
            Version = intent.Version + 1,
            IdempotencyKey = PushIntent.KeyOf(intent.Company, intent.TransactionId, PushOperationKind.Update, intent.Version + 1),
            PreviousSync = intent.Sync,
            PreviousNumber = intent.Number,
            Sync = sync,
            Number = number,
            State = PushIntentState.Pending,
            Attempts = 0,
            PushOperationKey = null,
            Message = null,
        };

    /// <summary>Notes that a request with it goes out now; stored before the request is made.</summary>
    /// <param name="intent">The intent: pending, or looked up and not found.</param>
    /// <returns>The changed intent, Sent, with one attempt more.</returns>
    /// <exception cref="InvalidOperationException">It failed or is in the ledger.</exception>
    public static PushIntent MarkSent(this PushIntent intent) =>
        Move(intent, PushIntentState.Sent) with { Attempts = intent.Attempts + 1, Message = null, PushOperationKey = null };

    /// <summary>Notes that the platform took the request and finishes later.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="pushOperationKey">The platform's key of its push operation.</param>
    /// <returns>The changed intent, still Sent.</returns>
    /// <exception cref="InvalidOperationException">It was not sent.</exception>
    public static PushIntent MarkAccepted(this PushIntent intent, string pushOperationKey) =>
        intent.State == PushIntentState.Sent
            ? intent with { PushOperationKey = pushOperationKey }
            : throw Illegal(intent, PushIntentState.Sent, " as accepted");

    /// <summary>Notes that it is in the ledger. Final.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="recordId">The ledger's id of the record.</param>
    /// <returns>The changed intent, Completed.</returns>
    /// <exception cref="InvalidOperationException">It was not sent, or had its outcome already.</exception>
    public static PushIntent MarkCompleted(this PushIntent intent, string recordId) =>
        Move(intent, PushIntentState.Completed) with { RecordId = recordId, Message = null };

    /// <summary>Notes that the platform refused it and nothing is in the ledger.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="message">Why; shown to the caller, so it holds no secret.</param>
    /// <returns>The changed intent, Failed.</returns>
    /// <exception cref="InvalidOperationException">It was not sent, or had its outcome already.</exception>
    public static PushIntent MarkFailed(this PushIntent intent, string message) =>
        Move(intent, PushIntentState.Failed) with { Message = message };

    /// <summary>Notes that no answer came: it is looked up by our reference before any resend.</summary>
    /// <param name="intent">The intent.</param>
    /// <returns>The changed intent, Unknown.</returns>
    /// <exception cref="InvalidOperationException">It was not sent, or had its outcome already.</exception>
    public static PushIntent MarkUnknown(this PushIntent intent) => Move(intent, PushIntentState.Unknown);

    private static PushIntent Move(PushIntent intent, PushIntentState to) =>
        CanMove(intent.State, to) ? intent with { State = to } : throw Illegal(intent, to);

    private static InvalidOperationException Illegal(PushIntent intent, PushIntentState to, string how = "") =>
        new($"The push intent of transaction {intent.TransactionId} is {intent.State} and cannot become {to}{how}.");
}
