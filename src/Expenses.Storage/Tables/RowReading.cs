using Azure.Data.Tables;

namespace Expenses.Storage.Tables;

/// <summary>Reads properties that every row of a kind has; a row without one is damaged, and saying so beats a default.</summary>
internal static class RowReading
{
    public static string Text(this TableEntity row, string name) => row.GetString(name) ?? throw Missing(row, name);

    public static int Number(this TableEntity row, string name) => row.GetInt32(name) ?? throw Missing(row, name);

    public static bool Flag(this TableEntity row, string name) => row.GetBoolean(name) ?? throw Missing(row, name);

    public static DateTimeOffset Instant(this TableEntity row, string name) =>
        (row.GetDateTimeOffset(name) ?? throw Missing(row, name)).ToUniversalTime();

    public static DateTimeOffset? OptionalInstant(this TableEntity row, string name) =>
        row.GetDateTimeOffset(name)?.ToUniversalTime();

    public static T Name<T>(this TableEntity row, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(row.Text(name), out var value) && Enum.IsDefined(value)
            ? value
            : throw new InvalidDataException($"Row '{row.PartitionKey}', '{row.RowKey}' has an unknown '{name}': '{row.Text(name)}'.");

    /// <summary>A name that rows did not always have.</summary>
    public static T? OptionalName<T>(this TableEntity row, string name)
        where T : struct, Enum =>
        row.GetString(name) is null ? null : row.Name<T>(name);

    /// <summary>A name that rows did not always have, and what those without it stand for.</summary>
    public static T NameOr<T>(this TableEntity row, string name, T absent)
        where T : struct, Enum =>
        row.OptionalName<T>(name) ?? absent;

    private static InvalidDataException Missing(TableEntity row, string name) =>
        new($"Row '{row.PartitionKey}', '{row.RowKey}' has no '{name}'.");
}
