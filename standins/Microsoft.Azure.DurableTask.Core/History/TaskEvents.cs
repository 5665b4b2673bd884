#nullable disable
namespace DurableTask.Core.History;

public class TaskScheduledEvent : HistoryEvent
{
    public TaskScheduledEvent(int eventId)
        : base(eventId)
    {
    }

    public TaskScheduledEvent(int eventId, string name, string version = null, string input = null)
        : base(eventId)
    {
        Name = name;
        Version = version;
        Input = input;
    }

    public override EventType EventType => EventType.TaskScheduled;

    public string Name { get; set; }

    public string Version { get; set; }

    public string Input { get; set; }
}

public class TaskCompletedEvent(int eventId, int taskScheduledId, string result) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.TaskCompleted;

    public int TaskScheduledId { get; private set; } = taskScheduledId;

    public string Result { get; private set; } = result;
}

public class TaskFailedEvent(int eventId, int taskScheduledId, string reason, string details) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.TaskFailed;

    public int TaskScheduledId { get; private set; } = taskScheduledId;

    public string Reason { get; private set; } = reason;

    public string Details { get; private set; } = details;
}

public class SubOrchestrationInstanceCreatedEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    public string Name { get; set; }

    public string Version { get; set; }

    public string InstanceId { get; set; }

    public string Input { get; set; }
}

public class SubOrchestrationInstanceCompletedEvent(int eventId, int taskScheduledId, string result) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.SubOrchestrationInstanceCompleted;

    public int TaskScheduledId { get; private set; } = taskScheduledId;

    public string Result { get; private set; } = result;
}

public class SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string reason, string details) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    public int TaskScheduledId { get; private set; } = taskScheduledId;

    public string Reason { get; private set; } = reason;

    public string Details { get; private set; } = details;
}
