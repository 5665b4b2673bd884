namespace Expenses.LocalHost.Durable.Client;

/// <summary>What the Functions host takes as an instance id (durable-semantics §9).</summary>
internal static class InstanceIds
{
    private const int MaxLength = 256;

    public static void Check(string instanceId)
    {
        if (instanceId.Length is 0 or > MaxLength)
        {
            throw new ArgumentException($"Instance ids must have 1 to {MaxLength} characters.", nameof(instanceId));
        }

        if (instanceId[0] == '@')
        {
            throw new ArgumentException("Instance ids must not start with '@': those are entities.", nameof(instanceId));
        }

        if (instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(@"Instance ids must not contain /, \, #, ? or control characters.", nameof(instanceId));
        }
    }
}
