namespace Expenses.Storage.Lists;

/// <summary>A stretch of a list: the rows from one key up to the next segment's.</summary>
/// <param name="From">Where it begins, behind the list's prefix; empty for the first one. No row need have this key.</param>
/// <param name="Count">How many rows it has; null when somebody has to count them.</param>
internal readonly record struct ListSegment(string From, int? Count);
