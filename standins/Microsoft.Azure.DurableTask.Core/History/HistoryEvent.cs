namespace DurableTask.Core.History;

/// <summary>One entry of an orchestration's history.</summary>
public abstract class HistoryEvent
{
    protected HistoryEvent(int eventId) => EventId = eventId;

    /// <summary>Sequence id of a scheduling event, -1 for the others.</summary>
    public int EventId { get; internal set; }

    public bool IsPlayed { get; set; }

    public DateTime Timestamp { get; set; } = DateTime.UtcNow;

    public virtual EventType EventType => throw new NotSupportedException($"{GetType()} does not say its event type.");
}
