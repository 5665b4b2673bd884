namespace ExpensesFunctions.Orchestrators;

/// <summary>The external event that a platform is done with a push operation.</summary>
internal static class PushOperationEvent
{
    /// <summary>The event's name: with the key in it, a late repeat of an earlier operation can never be taken for this one.</summary>
    /// <param name="pushOperationKey">The platform's key.</param>
    /// <returns>The name.</returns>
    public static string NameOf(string pushOperationKey) => $"PushOperationCompleted:{pushOperationKey}";
}
