using Expenses.Core.Retention;

namespace Expenses.Storage.Retention;

/// <inheritdoc />
internal sealed class StorageRetention(CompanyErasure companies, AbandonedChunks chunks, OldMessages messages) : IRetention
{
    public Task<int> EraseCompaniesAsync(DateTimeOffset deletedBefore, CancellationToken cancellationToken = default) =>
        companies.EraseAsync(deletedBefore, cancellationToken);

    public Task<int> RemoveAbandonedAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken = default) =>
        chunks.RemoveAsync(writtenBefore, cancellationToken);

    public Task<int> ForgetMessagesAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default) =>
        messages.ForgetAsync(createdBefore, cancellationToken);
}
