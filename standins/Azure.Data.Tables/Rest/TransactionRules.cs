using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>
/// Rules of the service that the emulator lets pass. The stand-in is only ever used with the emulator, so it answers as
/// the service would; a transaction that breaks them must not work here and fail on Azure.
/// </summary>
internal static class TransactionRules
{
    public static void Check(List<TableTransactionAction> actions)
    {
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var index = 0; index < actions.Count; index++)
        {
            EntityCommands.RequireKeys(actions[index].Entity);
            if (actions[index].Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw Refusal(index, TableErrorCode.CommandsInBatchActOnDifferentPartitions, "every action of a transaction must be on the same partition.");
            }

            if (!rows.Add(actions[index].Entity.RowKey))
            {
                throw Refusal(index, TableErrorCode.InvalidDuplicateRow, "a transaction may hold one action per row only.");
            }
        }
    }

    private static TableTransactionFailedException Refusal(int index, TableErrorCode code, string reason) =>
        new(new RequestFailedException(400, $"{index}:{reason}", code.ToString(), innerException: null));
}
