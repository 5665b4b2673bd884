#nullable disable
namespace DurableTask.Core.History;

public class TimerCreatedEvent(int eventId, DateTime fireAt) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.TimerCreated;

    public DateTime FireAt { get; set; } = fireAt;
}

public class TimerFiredEvent : HistoryEvent
{
    public TimerFiredEvent(int eventId, DateTime fireAt)
        : base(eventId) => FireAt = fireAt;

    public override EventType EventType => EventType.TimerFired;

    public int TimerId { get; set; }

    public DateTime FireAt { get; set; }
}

public class EventSentEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.EventSent;

    public string InstanceId { get; set; }

    public string Name { get; set; }

    public string Input { get; set; }
}

public class EventRaisedEvent(int eventId, string input) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.EventRaised;

    public string Name { get; set; }

    public string Input { get; set; } = input;
}
