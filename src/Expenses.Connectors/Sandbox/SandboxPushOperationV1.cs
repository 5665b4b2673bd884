namespace Expenses.Connectors.Sandbox;

/// <summary>The message on queue <see cref="QueueName"/>: an accepted push that is due. May arrive more than once.</summary>
/// <param name="Client">The client's id.</param>
/// <param name="Company">The company's id.</param>
/// <param name="Connection">The connection's id.</param>
/// <param name="PushOperationKey">The push operation's key.</param>
public sealed record SandboxPushOperationV1(string Client, string Company, string Connection, string PushOperationKey)
{
    /// <summary>The Storage queue.</summary>
    public const string QueueName = "sandbox-push-operations";
}
