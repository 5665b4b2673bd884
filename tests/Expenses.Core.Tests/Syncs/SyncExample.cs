using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Core.Tests.Syncs;

internal static class SyncExample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A sync asked for at noon.</summary>
    public static SyncRecord Queued { get; } = new()
    {
        Company = new CompanyKey(new ClientId("client"), new CompanyId("company")),
        Id = new SyncId("sync"),
        DatasetIds = [new DatasetId("dataset")],
        Requested = Noon,
        CorrelationId = "0123456789abcdef0123456789abcdef",
    };

    public static SyncRecord At(SyncStage stage) => stage switch
    {
        SyncStage.NotStarted => Queued,
        SyncStage.Started => Queued.Start(Noon.AddSeconds(1)),
        SyncStage.Pushing => At(SyncStage.Started).Push(3),
        _ => At(SyncStage.Pushing).Finish(SyncStatusCode.PushError, dataPushed: true, "one failed", "downstream", Noon.AddSeconds(9)),
    };
}
