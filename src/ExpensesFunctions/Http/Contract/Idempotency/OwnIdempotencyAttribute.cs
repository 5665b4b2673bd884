namespace ExpensesFunctions.Http.Contract.Idempotency;

/// <summary>An HTTP function that keeps its `Idempotency-Key` itself, longer than answers are kept for all others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnIdempotencyAttribute : Attribute;
