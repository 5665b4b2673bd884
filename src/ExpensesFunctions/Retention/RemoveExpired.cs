using Expenses.Core.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Retention;

/// <summary>Takes away what was kept long enough. A turn that is cut off is gone on with by the next.</summary>
/// <param name="retention">The work.</param>
/// <param name="options">How long is enough.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class RemoveExpired(
    IRetention retention, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RemoveExpired> logger)
{
    /// <summary>Erases what deleted companies left behind, every hour.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When it is erased.</returns>
    [Function(nameof(EraseDeletedCompanies))]
    public async Task EraseDeletedCompanies([TimerTrigger("0 23 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Note("deleted companies", await retention.EraseCompaniesAsync(time.GetUtcNow() - options.Value.DeletedCompanies, cancellationToken));

    /// <summary>Forgets messages to webhook consumers, once a day at 02:41 UTC.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When they are forgotten.</returns>
    [Function(nameof(ForgetWebhookMessages))]
    public async Task ForgetWebhookMessages([TimerTrigger("0 41 2 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Note("events and messages", await retention.ForgetMessagesAsync(time.GetUtcNow() - options.Value.WebhookMessages, cancellationToken));

    /// <summary>Removes parts of datasets and runs that never became one, once a day at 02:53 UTC.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>When they are removed.</returns>
    [Function(nameof(RemoveAbandonedUploads))]
    public async Task RemoveAbandonedUploads([TimerTrigger("0 53 2 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Note("abandoned parts", await retention.RemoveAbandonedAsync(time.GetUtcNow() - options.Value.AbandonedUploads, cancellationToken));

    private void Note(string what, int count)
    {
        if (count > 0)
        {
            Removed(logger, count, what);
        }
    }

    [LoggerMessage(EventId = 3020, Level = LogLevel.Information, Message = "{Count} {What} were kept long enough and removed")]
    private static partial void Removed(ILogger logger, int count, string what);
}
