using Expenses.Core.Companies;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Webhooks;

namespace Expenses.Core.Data;

/// <summary>Asks for reads and writes down how they end; one read of a data type at a time (codat-contract B027, B028).</summary>
/// <param name="store">The operations.</param>
/// <param name="notices">Tells that reads ended (codat-contract B122).</param>
/// <param name="time">The clock.</param>
public sealed class PullOperations(IPullOperationStore store, IChangeNotices notices, TimeProvider time)
{
    // A lost race means that another writer got on with the same states.
    private const int Attempts = 5;

    /// <summary>Asks for a read of one data type.</summary>
    /// <param name="connection">The accounting connection.</param>
    /// <param name="dataType">One of <see cref="DataTypes"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The queued operation; somebody has to run it.</returns>
    /// <exception cref="ContractException">400: a read of it is under way.</exception>
    public async Task<PullOperation> RequestAsync(Connection connection, string dataType, CancellationToken cancellationToken)
    {
        var states = await store.ListStatesAsync(connection.Company, connection.Id, cancellationToken);
        if (states.FirstOrDefault(state => string.Equals(state.DataType, dataType, StringComparison.Ordinal)) is { } state && state.IsBusy(time.GetUtcNow()))
        {
            throw new ContractException(
                400,
                $"DatasetAlreadyInProgressException: Cannot queue {dataType} sync for {connection.Company.Company} as previous sync {state.Latest} is still in progress");
        }

        var operation = New(connection, dataType);
        await store.SaveAsync([operation], states, cancellationToken);
        return operation;
    }

    /// <summary>Asks for a read of every data type that none is under way of.</summary>
    /// <param name="connection">The accounting connection.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The queued operations; somebody has to run them.</returns>
    public Task<IReadOnlyList<PullOperation>> RequestAllAsync(Connection connection, CancellationToken cancellationToken) =>
        WriteAsync(
            connection.Company, connection.Id, states => Task.FromResult(Missing(connection, DataTypes.All, states)), end: null, cancellationToken);

    /// <summary>Writes down reads that have ended already. A data type that is being read is left to that read.</summary>
    /// <param name="connection">The accounting connection.</param>
    /// <param name="dataTypes">What was read.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>When it is stored.</returns>
    public Task RecordAsync(Connection connection, IReadOnlyList<string> dataTypes, ReadEnd end, CancellationToken cancellationToken) => WriteAsync(
        connection.Company,
        connection.Id,
        states => Task.FromResult<IReadOnlyList<PullOperation>>([.. Missing(connection, dataTypes, states).Select(operation => Ended(operation, end))]),
        end,
        cancellationToken);

    /// <summary>Writes down that operations have begun. Those that have ended stay as they are.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="ids">The operations.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is stored.</returns>
    public Task BeginAsync(CompanyKey company, ConnectionId connection, IReadOnlyList<PullOperationId> ids, CancellationToken cancellationToken) =>
        ChangeAsync(company, connection, ids, operation => operation with { Status = PullStatus.Fetching }, end: null, cancellationToken);

    /// <summary>Writes down how operations ended. Those that have ended stay as they are.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="ids">The operations.</param>
    /// <param name="end">How they ended.</param>
    /// <param name="cancellationToken">Gives up waiting; run it again.</param>
    /// <returns>When it is stored.</returns>
    public Task EndAsync(
        CompanyKey company, ConnectionId connection, IReadOnlyList<PullOperationId> ids, ReadEnd end, CancellationToken cancellationToken) =>
        ChangeAsync(company, connection, ids, operation => Ended(operation, end), end, cancellationToken);

    private PullOperation Ended(PullOperation operation, ReadEnd end) =>
        operation with { Status = end.Status, ErrorMessage = end.Error, Completed = time.GetUtcNow() };

    private IReadOnlyList<PullOperation> Missing(Connection connection, IReadOnlyList<string> dataTypes, IReadOnlyList<DataTypeState> states)
    {
        var busy = states.Where(state => state.IsBusy(time.GetUtcNow())).Select(state => state.DataType).ToHashSet(StringComparer.Ordinal);
        return [.. dataTypes.Where(type => !busy.Contains(type)).Select(type => New(connection, type))];
    }

    private PullOperation New(Connection connection, string dataType) => new()
    {
        Company = connection.Company,
        Id = new PullOperationId(Guid.NewGuid().ToString("D")),
        Connection = connection.Id,
        DataType = dataType,
        Requested = time.GetUtcNow(),
    };

    private Task<IReadOnlyList<PullOperation>> ChangeAsync(
        CompanyKey company,
        ConnectionId connection,
        IReadOnlyList<PullOperationId> ids,
        Func<PullOperation, PullOperation> change,
        ReadEnd? end,
        CancellationToken cancellationToken) =>
        WriteAsync(
            company,
            connection,
            async _ =>
            {
                var found = await Task.WhenAll(ids.Select(id => store.FindAsync(company, id, cancellationToken)));
                return [.. found.OfType<PullOperation>().Where(operation => !operation.HasEnded).Select(change)];
            },
            end,
            cancellationToken);

    private async Task<IReadOnlyList<PullOperation>> WriteAsync(
        CompanyKey company,
        ConnectionId connection,
        Func<IReadOnlyList<DataTypeState>, Task<IReadOnlyList<PullOperation>>> make,
        ReadEnd? end,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var states = await store.ListStatesAsync(company, connection, cancellationToken);
            var made = await make(states);
            var isInitial = !states.Any(state => state.LatestSuccessful is not null) && made.Any(operation => operation.IsCompleted);
            var told = end is null || made.Count == 0 ? [] : await notices.ReadAsync(made, end, isInitial, cancellationToken);
            try
            {
                await store.SaveAsync(made, states, told, cancellationToken);
                return made;
            }
            catch (ConcurrencyConflictException) when (attempt < Attempts)
            {
                // Another operation moved a state; decided anew with what it is now.
            }
        }
    }
}

/// <summary>How a read ended.</summary>
/// <param name="Status">Its final status.</param>
/// <param name="Error">Why it failed; empty when it did not.</param>
public sealed record ReadEnd(PullStatus Status, string Error = "")
{
    /// <summary>The data types in which something differs from the read before.</summary>
    public IReadOnlySet<string> Modified { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>When the ledger was read before, UTC; null for never.</summary>
    public DateTimeOffset? Before { get; init; }
}
