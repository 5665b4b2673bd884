namespace Azure.Data.Tables.Rest;

/// <summary>An answer outside 2xx that the caller asked for and reads itself.</summary>
internal enum Tolerated
{
    None,
    Missing,
    Conflict,
}
