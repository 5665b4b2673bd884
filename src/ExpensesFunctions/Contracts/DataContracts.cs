namespace ExpensesFunctions.Contracts;

/// <summary>Pull operations of one connection that are run together.</summary>
/// <param name="Client">Whose company.</param>
/// <param name="Company">The company.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Operations">The operations.</param>
public sealed record DataReadV1(string Client, string Company, string Connection, IReadOnlyList<string> Operations);

/// <summary>Ends pull operations that could not be run.</summary>
/// <param name="Read">The operations.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedDataReadV1(DataReadV1 Read, string Reason);

/// <summary>A push of a reference data record.</summary>
/// <param name="Client">Whose company.</param>
/// <param name="Company">The company.</param>
/// <param name="Push">The push.</param>
public sealed record RecordPushV1(string Client, string Company, string Push);

/// <summary>Ends a push of a record that could not be run.</summary>
/// <param name="Push">The push.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedRecordPushV1(RecordPushV1 Push, string Reason);
