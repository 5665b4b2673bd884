using Microsoft.Data.Sqlite;

namespace Expenses.LocalHost.Durable.Store.Damage;

/// <summary>
/// Holds a row that was read against the checksum in it. Every read of the store goes through here, so nothing that was not
/// written reaches an orchestration or a client.
/// </summary>
internal sealed class RowCheck(string path)
{
    /// <summary>Compares the two.</summary>
    /// <param name="reader">On the row.</param>
    /// <param name="column">Of the checksum.</param>
    /// <param name="actual">Of what was read.</param>
    /// <param name="table">For the message, like the rest.</param>
    /// <param name="id">Of the row, or of its instance.</param>
    /// <param name="number">Of the row among those of the id.</param>
    /// <exception cref="DamagedStoreException">They differ.</exception>
    public void Verify(SqliteDataReader reader, int column, RowSum actual, string table, string id, long? number = null)
    {
        if (reader.IsDBNull(column) || reader.GetInt64(column) != actual.Value)
        {
            var key = number is null ? $"'{id}'" : $"{number} of '{id}'";
            throw DamagedStoreException.OfRow(path, table, key, "does not have the content its checksum was made of.");
        }
    }

    /// <summary>A history whose rows are not those the instance counts.</summary>
    public DamagedStoreException Incomplete(string instanceId, int found, long expected) => DamagedStoreException.OfRow(
        path, "history", $"{found} of '{instanceId}'", $"is missing or out of place; the instance has {expected} of them.");
}
