using Expenses.Core.Data;
using Expenses.Core.Syncs;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>
/// An outcome in plain words, beside the contract's fields (codat-contract §8 row 5): the raw message stays where the
/// contract has it. Only whoever asks for English or French by `Accept-Language` gets it: the published documents allow no
/// field besides theirs.
/// </summary>
/// <param name="Code">The kind; `GET /errors` lists them. The sync status code and two digits more.</param>
/// <param name="Language">`en` or `fr`, by `Accept-Language`.</param>
/// <param name="Explanation">What happened.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record OutcomeHelp(int Code, string Language, string Explanation, string Fix)
{
    /// <summary>What a sync's code says; null when nobody asked.</summary>
    public static OutcomeHelp? Of(HttpRequest request, SyncStatusCode code) => Of(request, SyncHelp.Of(code));

    /// <summary>What became of a transaction; null when nothing went wrong, or nobody asked.</summary>
    public static OutcomeHelp? Of(HttpRequest request, SyncTransaction transaction) =>
        TransactionHelp.Of(transaction.Status, transaction.Message ?? "") is { } kind ? Of(request, kind) : null;

    /// <summary>What became of a write of a record; null when nothing went wrong, or nobody asked.</summary>
    public static OutcomeHelp? Of(HttpRequest request, RecordPush push, RecordPushStatus status) => status switch
    {
        RecordPushStatus.TimedOut => Of(request, TransactionHelp.TimedOut),
        RecordPushStatus.Failed => Of(request, TransactionHelp.OfRefusal($"{push.ErrorMessage} {string.Join(' ', push.Refusals)}")),
        _ => null,
    };

    private static OutcomeHelp? Of(HttpRequest request, ErrorKind kind) => HelpLanguage.Asked(request) is { } language
        ? new OutcomeHelp(kind.Code, language, kind.In(language).Explanation, kind.In(language).Fix)
        : null;
}
