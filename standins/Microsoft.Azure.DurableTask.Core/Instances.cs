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
    public string Name = null!;

    public OrchestrationInstance OrchestrationInstance = null!;

    public int TaskScheduleId;

    public string Version = null!;
}
