namespace Expenses.LocalHost.Durable.Store;

/// <summary>Which row stands for a message until the step that takes it has committed.</summary>
internal enum DeliverySource
{
    Inbox,
    Timer,

    /// <summary>The row of the activity: its result is in memory only, a crash runs the activity again.</summary>
    Activity,
}

/// <summary>A message on its way to an instance; taking it deletes the row it came from in the same commit.</summary>
internal sealed record Delivery(string InstanceId, DeliverySource Source, long Row, string? ExecutionId, object Body);
