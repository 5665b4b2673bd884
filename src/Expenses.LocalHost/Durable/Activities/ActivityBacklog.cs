using Expenses.LocalHost.Durable.Store;

namespace Expenses.LocalHost.Durable.Activities;

/// <summary>
/// Activities that wait for a place, in turns between instances, so that one with a thousand calls does not hold up one
/// with a single call. Of each instance only the first few hundred are in memory, the rest stay in the store until needed.
/// </summary>
internal sealed class ActivityBacklog(StorePool stores)
{
    private const int PerInstance = 500;

    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> _turns = new();

    public bool IsEmpty => _lanes.Count == 0;

    /// <summary>Says which instances have calls from before the start, up to a row; before the first is taken out.</summary>
    public void Fill(IEnumerable<string> owners, long upTo)
    {
        foreach (var owner in owners)
        {
            var lane = Open(owner);
            // A step may have been quicker and asked for more already: that is in the store, too, and comes after these.
            lane.Loaded.Clear();
            lane.StoredAfter = 0;
            lane.StoredUpTo = Math.Max(lane.StoredUpTo, upTo);
        }
    }

    /// <summary>The row is on disk; rows come in ascending order.</summary>
    public void Enqueue(ActivityRow activity)
    {
        var lane = Open(activity.InstanceId);
        if (lane.HasStored || lane.Loaded.Count >= PerInstance)
        {
            lane.StoredUpTo = activity.Row;
            return;
        }

        lane.Loaded.Enqueue(activity);
        lane.StoredAfter = lane.StoredUpTo = activity.Row;
    }

    public bool TryDequeue(out ActivityRow activity)
    {
        while (_turns.TryDequeue(out var lane))
        {
            if (lane.Loaded.Count == 0 && lane.HasStored)
            {
                Load(lane);
            }

            var found = lane.Loaded.TryDequeue(out activity!);
            if (lane.Loaded.Count > 0 || lane.HasStored)
            {
                _turns.Enqueue(lane);
            }
            else
            {
                _lanes.Remove(lane.InstanceId);
            }

            if (found)
            {
                return true;
            }
        }

        activity = default!;
        return false;
    }

    private void Load(Lane lane)
    {
        List<ActivityRow> rows;
        try
        {
            rows = stores.Read(store => store.ReadActivities(lane.InstanceId, lane.StoredAfter, lane.StoredUpTo, PerInstance));
        }
        catch
        {
            // The rows stay in the store; the activities of others go on.
            _lanes.Remove(lane.InstanceId);
            throw;
        }

        rows.ForEach(lane.Loaded.Enqueue);
        lane.StoredAfter = rows.Count < PerInstance ? lane.StoredUpTo : rows[^1].Row;
    }

    private Lane Open(string instanceId)
    {
        if (!_lanes.TryGetValue(instanceId, out var lane))
        {
            lane = new Lane(instanceId);
            _lanes.Add(instanceId, lane);
            _turns.Enqueue(lane);
        }

        return lane;
    }

    private sealed class Lane(string instanceId)
    {
        public string InstanceId => instanceId;

        public Queue<ActivityRow> Loaded { get; } = new();

        public long StoredAfter { get; set; }

        public long StoredUpTo { get; set; }

        public bool HasStored => StoredAfter < StoredUpTo;
    }
}
