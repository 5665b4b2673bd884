using Expenses.Core.Companies;
using Expenses.Core.Data;
using Expenses.Core.Webhooks;

namespace ExpensesFunctions.Webhooks;

/// <summary>The events of what happens without a request. What no consumer takes is not written.</summary>
/// <param name="companies">Companies: their tags say which consumers take an event.</param>
/// <param name="consumers">Consumers.</param>
/// <param name="events">Writes the events of connections.</param>
public sealed class ChangeNotices(ICompanyStore companies, IWebhookConsumerStore consumers, CompanyEvents events) : IChangeNotices
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<PublishedEvent>> ConnectionAsync(
        Connection connection, string type, ConnectionStatus was, CancellationToken cancellationToken) =>
        await companies.FindAsync(connection.Company, cancellationToken) is { } company
            ? [events.ConnectionChanged(request: null, company, connection, type, was)]
            : [];

    /// <inheritdoc />
    public async Task<IReadOnlyList<PublishedEvent>> ReadAsync(
        IReadOnlyList<PullOperation> ended, ReadEnd end, bool isInitial, CancellationToken cancellationToken)
    {
        var company = await companies.FindAsync(ended[0].Company, cancellationToken);
        return company is null ? [] : await TakenAsync(DataEvents.OfRead(company, ended, end, isInitial), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<PublishedEvent>> WrittenAsync(RecordPush push, CancellationToken cancellationToken)
    {
        var company = await companies.FindAsync(push.Company, cancellationToken);
        return company is null ? [] : await TakenAsync(DataEvents.OfWrite(company, push), cancellationToken);
    }

    private async Task<IReadOnlyList<PublishedEvent>> TakenAsync(IReadOnlyList<PublishedEvent> all, CancellationToken cancellationToken)
    {
        var listening = await consumers.ListAsync(all[0].Client, cancellationToken);
        return [.. all.Where(one => listening.Any(consumer => consumer.Takes(one)))];
    }
}
