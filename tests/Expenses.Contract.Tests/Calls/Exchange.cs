namespace Expenses.Contract.Tests.Calls;

/// <summary>One request and its answer, as they went over the wire.</summary>
/// <param name="Method">The request's method.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="ContentType">The answer's content type; empty when it has none.</param>
/// <param name="Body">The answer's body.</param>
/// <param name="Request">The request's JSON; empty when it had none.</param>
public sealed record Exchange(string Method, string Path, int Status, string ContentType, string Body, string Request = "");
