namespace Expenses.Core.Reconciling;

/// <summary>Somebody knows of a difference and has decided that it may stay. It holds for this difference only, as long as it is found.</summary>
/// <param name="DifferenceId"><see cref="Difference.Id"/>.</param>
/// <param name="Reason">Why it may stay, in the words of who decided.</param>
/// <param name="By">Who decided, as the caller names them.</param>
/// <param name="Acknowledged">When, UTC.</param>
public sealed record DifferenceAcknowledgement(string DifferenceId, string Reason, string By, DateTimeOffset Acknowledged);
