using Azure.Data.Tables;
using Expenses.Core.Data;
using Expenses.Core.Identifiers;
using Expenses.Storage.Keys;
using Expenses.Storage.Tables;

namespace Expenses.Storage.Data;

/// <summary>Pull operations and data type states as rows.</summary>
internal static class PullRows
{
    public static string KeyOf(PullOperation operation) => RecordRows.Operation(RecordRows.Pull, operation.Requested, operation.Id.Value);

    public static TableEntity Write(PullOperation operation) => new(RowKeys.Partition(operation.Company), KeyOf(operation))
    {
        [nameof(operation.Id)] = operation.Id.Value,
        [nameof(operation.Connection)] = operation.Connection.Value,
        [nameof(operation.DataType)] = operation.DataType,
        [nameof(operation.Requested)] = operation.Requested.ToUniversalTime(),
        [nameof(operation.Status)] = operation.Status.ToString(),
        [nameof(operation.Completed)] = operation.Completed?.ToUniversalTime(),
        [nameof(operation.ErrorMessage)] = LongText.Cut(operation.ErrorMessage),
    };

    public static TableEntity Pointer(PullOperation operation) => new(
        RowKeys.Partition(operation.Company), RecordRows.Pointer(RecordRows.Pull, operation.Id.Value))
    {
        [RecordRows.RecordKey] = KeyOf(operation),
    };

    public static PullOperation Read(CompanyKey company, TableEntity row) => new()
    {
        Company = company,
        Id = new PullOperationId(row.Text(nameof(PullOperation.Id))),
        Connection = new ConnectionId(row.Text(nameof(PullOperation.Connection))),
        DataType = row.Text(nameof(PullOperation.DataType)),
        Requested = row.Instant(nameof(PullOperation.Requested)),
        Status = row.Name<PullStatus>(nameof(PullOperation.Status)),
        Completed = row.OptionalInstant(nameof(PullOperation.Completed)),
        ErrorMessage = row.Text(nameof(PullOperation.ErrorMessage)),
    };

    public static TableEntity Write(CompanyKey company, ConnectionId connection, DataTypeState state) => new(
        RowKeys.Partition(company), RecordRows.StateOf(connection.Value, state.DataType))
    {
        [nameof(state.DataType)] = state.DataType,
        [nameof(state.Status)] = state.Status.ToString(),
        [nameof(state.Latest)] = state.Latest?.Value,
        [nameof(state.LatestRequested)] = state.LatestRequested?.ToUniversalTime(),
        [nameof(state.LatestSuccessful)] = state.LatestSuccessful?.Value,
        [nameof(state.LastSuccess)] = state.LastSuccess?.ToUniversalTime(),
    };

    public static DataTypeState ReadState(TableEntity row) => new(
        row.Text(nameof(DataTypeState.DataType)),
        row.Name<PullStatus>(nameof(DataTypeState.Status)),
        row.GetString(nameof(DataTypeState.Latest)) is { } latest ? new PullOperationId(latest) : null,
        row.OptionalInstant(nameof(DataTypeState.LatestRequested)),
        row.GetString(nameof(DataTypeState.LatestSuccessful)) is { } successful ? new PullOperationId(successful) : null,
        row.OptionalInstant(nameof(DataTypeState.LastSuccess)),
        row.ETag.ToString());
}
