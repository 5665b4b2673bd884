namespace ExpensesFunctions.Access;

/// <summary>Opens an HTTP function to callers without an API key: health, and callbacks that check a signature themselves.</summary>
/// <param name="reason">Why nobody is harmed.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WithoutApiKeyAttribute(string reason) : Attribute
{
    /// <summary>Why nobody is harmed.</summary>
    public string Reason { get; } = reason;
}
