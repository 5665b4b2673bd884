namespace Expenses.Core.Webhooks;

/// <summary>Messages that wait to be delivered, over all clients: for a first attempt or for another one.</summary>
public interface IWebhookBacklog
{
    /// <summary>Counts them. What has waited longer than any delivery lasts is not waiting any more, and is forgotten.</summary>
    /// <param name="createdBefore">Messages older than this are forgotten, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many wait.</returns>
    Task<long> CountAsync(DateTimeOffset createdBefore, CancellationToken cancellationToken = default);
}
