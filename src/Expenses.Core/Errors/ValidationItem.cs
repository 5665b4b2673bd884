namespace Expenses.Core.Errors;

/// <summary>One rejected value (codat-contract §2.10, B091; pain point 6: every item is named).</summary>
/// <param name="ItemId">Where: a JSON pointer into the request (`/items/3/lines/0/netAmount`), or a header or route name.</param>
/// <param name="Message">What is wrong with it and what would be right, in plain words.</param>
/// <param name="ValidatorName">The rule that refused it, a stable name.</param>
public sealed record ValidationItem(string ItemId, string Message, string ValidatorName);
