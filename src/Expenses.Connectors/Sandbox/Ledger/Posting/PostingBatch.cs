using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Reports;

namespace Expenses.Connectors.Sandbox.Ledger.Posting;

/// <summary>The documents of one request on their way to an outcome each. A key counts once, however often it is in it.</summary>
internal sealed class PostingBatch
{
    private readonly IReadOnlyList<PostingRequest> _requests;
    private readonly Dictionary<string, PostingRequest> _byKey;
    private readonly Dictionary<string, PostingOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fingerprints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SandboxJournal> _drafts = new(StringComparer.Ordinal);

    private PostingBatch(IReadOnlyList<PostingRequest> requests)
    {
        _requests = requests;
        _byKey = requests.DistinctBy(request => request.Key, StringComparer.Ordinal).ToDictionary(request => request.Key, StringComparer.Ordinal);
    }

    /// <summary>Journals that still have to be written, in the order of the request.</summary>
    public IReadOnlyList<SandboxJournal> Drafts =>
        [.. _requests.Select(request => request.Key).Distinct(StringComparer.Ordinal).Where(_drafts.ContainsKey).Select(key => _drafts[key])];

    /// <summary>Keys of documents that were refused: such a key may have made a record when the books were different.</summary>
    public IEnumerable<string> RefusedKeys => _outcomes.Values.Where(outcome => outcome.Refusal is not null).Select(outcome => outcome.Key);

    public static PostingBatch Prepare(IReadOnlyList<PostingRequest> requests, LedgerBooks books, SandboxOptions options)
    {
        var batch = new PostingBatch(requests);
        foreach (var request in batch._byKey.Values)
        {
            batch.Prepare(request, books, options);
        }

        return batch;
    }

    /// <summary>The record a document takes the place of; null for a new one.</summary>
    public string? ReplacedBy(SandboxJournal draft) => _byKey[draft.IdempotencyKey].Replaces;

    public void Refuse(SandboxJournal draft, Refusal refusal) => Settle(PostingOutcome.Refused(_byKey[draft.IdempotencyKey], refusal));

    public string Fingerprint(string key) => _fingerprints[key];

    public void Posted(SandboxJournal journal) =>
        Settle(PostingOutcome.Booked(_byKey[journal.IdempotencyKey], journal.JournalId));

    public void Known(IReadOnlyDictionary<string, KeyEntry> entries)
    {
        foreach (var (key, entry) in entries)
        {
            Settle(entry.Answer(_byKey[key], _fingerprints[key]));
        }
    }

    /// <summary>One outcome for each document, in the order of the request.</summary>
    public IReadOnlyList<PostingOutcome> Outcomes() => [.. _requests.Select(OutcomeOf)];

    private void Prepare(PostingRequest request, LedgerBooks books, SandboxOptions options)
    {
        _fingerprints[request.Key] = KeyEntry.FingerprintOf(request);
        if (PostingRules.Check(request, books, options) is { } refusal)
        {
            _outcomes[request.Key] = PostingOutcome.Refused(request, refusal);
            return;
        }

        var journal = JournalBuilder.Build(request, books);
        if (JournalBuilder.Balances(journal))
        {
            _drafts[request.Key] = journal;
        }
        else
        {
            _outcomes[request.Key] = PostingOutcome.Refused(request, Refusals.Unbalanced());
        }
    }

    private void Settle(PostingOutcome outcome)
    {
        _outcomes[outcome.Key] = outcome;
        _drafts.Remove(outcome.Key);
    }

    private PostingOutcome OutcomeOf(PostingRequest request) =>
        ReferenceEquals(request, _byKey[request.Key])
        || string.Equals(KeyEntry.FingerprintOf(request), _fingerprints[request.Key], StringComparison.Ordinal)
            ? _outcomes[request.Key]
            : PostingOutcome.Refused(request, Refusals.KeyReused(request.Key));
}
