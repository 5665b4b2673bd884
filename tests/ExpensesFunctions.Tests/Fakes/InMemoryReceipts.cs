using System.Collections.Concurrent;
using System.Security.Cryptography;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Receipts;

namespace ExpensesFunctions.Tests.Fakes;

internal sealed class InMemoryReceipts(StoreLog log) : IReceiptStore
{
    private readonly ConcurrentDictionary<(CompanyKey, ReceiptId), (Receipt Receipt, byte[] Bytes)> _receipts = new();

    public async Task<Receipt> SaveAsync(ReceiptUpload upload, CancellationToken cancellationToken = default)
    {
        var bytes = await ReadAsync(upload, cancellationToken);
        if (!upload.Rules.Extensions.Contains(Path.GetExtension(upload.FileName).TrimStart('.').ToLowerInvariant()))
        {
            throw Refusals.Invalid("fileName", "The extension is not allowed.", "Type");
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (_receipts.TryGetValue((upload.Company, upload.Id), out var there))
        {
            return there.Receipt.Sha256 == sha256 ? there.Receipt : throw new ContractException(409, "Other bytes have that id.");
        }

        log.Note($"receipt {upload.Id}");
        var receipt = new Receipt(upload.Company, upload.Id, upload.FileName, "application/pdf", bytes.Length, sha256, DateTimeOffset.UnixEpoch);
        _receipts[(upload.Company, upload.Id)] = (receipt, bytes);
        return receipt;
    }

    public Task<Receipt?> FindAsync(CompanyKey company, ReceiptId id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_receipts.TryGetValue((company, id), out var found) ? found.Receipt : null);

    public Task<Stream> OpenReadAsync(Receipt receipt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new MemoryStream(_receipts[(receipt.Company, receipt.Id)].Bytes));

    private static async Task<byte[]> ReadAsync(ReceiptUpload upload, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var block = new byte[8192];
        int read;
        while ((read = await upload.Content.ReadAsync(block, cancellationToken)) > 0)
        {
            await buffer.WriteAsync(block.AsMemory(0, read), cancellationToken);
            if (buffer.Length > upload.Rules.MaxBytes)
            {
                throw Refusals.Invalid("file", "The file is too large.", "Size");
            }
        }

        return buffer.Length > 0 ? buffer.ToArray() : throw Refusals.Invalid("file", "The file is empty.", "Size");
    }
}
