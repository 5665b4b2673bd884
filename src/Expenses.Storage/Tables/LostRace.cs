using Azure;
using Azure.Data.Tables.Models;

namespace Expenses.Storage.Tables;

/// <summary>Tells a conditional write that lost against another writer from every other failure.</summary>
internal static class LostRace
{
    private static readonly string[] Codes =
    [
        TableErrorCode.EntityAlreadyExists.ToString(),
        TableErrorCode.UpdateConditionNotSatisfied.ToString(),
        TableErrorCode.ResourceNotFound.ToString(),
        TableErrorCode.EntityNotFound.ToString(),
    ];

    /// <summary>Whether the row was there already, had another version, or had gone.</summary>
    /// <param name="failure">The store's error.</param>
    /// <returns>False for a missing table and for faults.</returns>
    public static bool Is(RequestFailedException failure) =>
        failure.Status == 412 || Codes.Contains(failure.ErrorCode, StringComparer.OrdinalIgnoreCase);
}
