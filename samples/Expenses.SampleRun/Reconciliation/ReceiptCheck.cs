using Expenses.SampleRun.Input;
using Expenses.SampleRun.Service;

namespace Expenses.SampleRun.Reconciliation;

/// <summary>Each receipt stands once on its own transaction, byte for byte; the ledger's word is checked by downloads.</summary>
internal static class ReceiptCheck
{
    public static (int Identical, IReadOnlyList<string> Differences) Compare(Evidence evidence, ILookup<string, LedgerJournal> journals)
    {
        var identical = 0;
        var differences = new List<string>();
        foreach (var (expense, receipts) in evidence.Batch.Expenses)
        {
            var attachments = journals[expense.Id].SelectMany(j => j.Attachments).ToList();
            foreach (var receipt in receipts)
            {
                var match = attachments.Find(a => IsSame(a.Sha256, receipt.Sha256));
                if (match is null)
                {
                    differences.Add($"{expense.Id}: receipt {receipt.FileName} ({receipt.Sha256[..12]}…) is not attached.");
                    continue;
                }

                attachments.Remove(match);
                identical++;
                differences.AddRange(NameDifference(expense, receipt, match));
            }

            differences.AddRange(attachments.Select(a => $"{expense.Id}: attachment {a.FileName} ({a.AttachmentId}) was not sent, or is there twice."));
        }

        differences.AddRange(evidence.Journals.SelectMany(j => j.Attachments).SelectMany(a => DownloadDifference(a, evidence.Downloads)));
        return (identical, differences);
    }

    private static IEnumerable<string> NameDifference(ExpenseTransaction expense, PlannedReceipt receipt, LedgerAttachment attachment)
    {
        if (!string.Equals(receipt.FileName, attachment.FileName, StringComparison.Ordinal))
        {
            yield return $"{expense.Id}: receipt {receipt.FileName} is attached as {attachment.FileName}.";
        }
    }

    private static IEnumerable<string> DownloadDifference(LedgerAttachment attachment, IReadOnlyDictionary<string, string> downloads)
    {
        if (downloads.TryGetValue(attachment.AttachmentId, out var hash) && !IsSame(hash, attachment.Sha256))
        {
            yield return $"Attachment {attachment.AttachmentId}: the downloaded bytes have SHA-256 {hash}, the ledger says {attachment.Sha256}.";
        }
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
