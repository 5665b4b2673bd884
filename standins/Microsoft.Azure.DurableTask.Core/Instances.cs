namespace DurableTask.Core;

public enum OrchestrationStatus
{
    Running,
    Completed,
    ContinuedAsNew,
    Failed,
    Canceled,
    Terminated,
    Pending,
    Suspended,
}

public class OrchestrationInstance
{
    public string InstanceId { get; set; } = null!;

    public string ExecutionId { get; set; } = null!;
}

public class ParentInstance
{
    public string Name { get; set; } = null!;

    public OrchestrationInstance OrchestrationInstance { get; set; } = null!;

    public int TaskScheduleId { get; set; }

    public string Version { get; set; } = null!;
}
