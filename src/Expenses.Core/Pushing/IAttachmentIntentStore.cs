using Expenses.Core.Errors;
using Expenses.Core.Identifiers;

namespace Expenses.Core.Pushing;

/// <summary>Attachment intents. Every write is conditional.</summary>
public interface IAttachmentIntentStore
{
    /// <summary>Finds the intent of one file on one transaction.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="sha256">The file's hash.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The intent, or null.</returns>
    Task<AttachmentIntent?> FindAsync(CompanyKey company, TransactionId transaction, string sha256, CancellationToken cancellationToken = default);

    /// <summary>The intents of all files of some transactions.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="transactions">The transactions, at most one chunk.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The intents, in no order.</returns>
    Task<IReadOnlyList<AttachmentIntent>> ListAsync(
        CompanyKey company, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellationToken = default);

    /// <summary>Inserts an intent without an ETag, replaces another if nobody changed it.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The intent with its new ETag.</returns>
    /// <exception cref="ConcurrencyConflictException">It exists already or was changed.</exception>
    Task<AttachmentIntent> SaveAsync(AttachmentIntent intent, CancellationToken cancellationToken = default);
}
