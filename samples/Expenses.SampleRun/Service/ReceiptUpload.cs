using Expenses.SampleRun.Input;

namespace Expenses.SampleRun.Service;

/// <summary>Streams the receipts of a batch, four at a time, and checks each stored hash.</summary>
internal sealed class ReceiptUpload(ExpensesClient client)
{
    private const int AtATime = 4;

    public async Task SendAsync(string companyId, ExpenseBatch batch, Action<int, int> progress, CancellationToken cancellation)
    {
        var receipts = batch.Expenses.SelectMany(e => e.Receipts).ToList();
        var sent = 0;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation };
        await Parallel.ForEachAsync(receipts, limit, async (receipt, token) =>
        {
            var stored = await client.PutReceiptAsync(companyId, receipt.ReceiptId, receipt.FilePath, receipt.MediaType, token);
            if (!string.Equals(stored.Sha256, receipt.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"{receipt.FilePath} was stored with SHA-256 {stored.Sha256}, sent {receipt.Sha256}.");
            }

            progress(Interlocked.Increment(ref sent), receipts.Count);
        });
    }
}
