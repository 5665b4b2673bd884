using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;

namespace Expenses.Conventions.Tests.Histories;

public sealed class HistoryRuleTests
{
    [Fact]
    public void TypesInHistories_AreVersionedSealedAndPlain()
    {
        Assert.NotEmpty(FunctionMethods.Activities);
        Assert.NotEmpty(HistoryTypes.All);
        Assert.Empty(HistoryTypes.All.SelectMany(HistoryRule.ProblemsOf));
    }

    // Both ways of finding types are alive: by signature and by what orchestrators ask of their context.
    [Fact]
    public void TypesInHistories_AreFound() => Assert.Contains(typeof(SyncRequestV1), HistoryTypes.All);

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(int?))]
    [InlineData(typeof(SyncStatusCode))]
    [InlineData(typeof(SyncId))]
    [InlineData(typeof(IReadOnlyList<string>))]
    [InlineData(typeof(GoodV1))]
    [InlineData(typeof(GoodV12))]
    public void PlainValuesListsAndVersionedRecords_AreAllowed(Type type) => Assert.Empty(HistoryRule.ProblemsOf(type));

    [Theory]
    [InlineData(typeof(byte[]), "Byte[] is System.Byte[]")]
    [InlineData(typeof(Stream), "Stream is System.IO.Stream")]
    [InlineData(typeof(object), "Object is System.Object")]
    [InlineData(typeof(Dictionary<string, string>), "is System.Collections.Generic.Dictionary")]
    [InlineData(typeof(Unversioned), "Unversioned, whose name has no version")]
    [InlineData(typeof(OpenV1), "OpenV1, which is no sealed record")]
    [InlineData(typeof(ClassV1), "ClassV1, which is no sealed record")]
    [InlineData(typeof(BytesV1), "BytesV1.Content is System.Byte[]")]
    [InlineData(typeof(NestedV1), "NestedV1.Parts[].Anything is System.Object")]
    public void EverythingElse_IsRefusedWithItsPlace(Type type, string problem) =>
        Assert.Contains(problem, Assert.Single(HistoryRule.ProblemsOf(type)), StringComparison.Ordinal);

    private sealed record GoodV1(string Id, int? Count, DateTimeOffset At, IReadOnlyList<GoodV12> Parts);

    private sealed record GoodV12(decimal Amount, SyncId Sync, int[] Numbers);

    private sealed record Unversioned(string Id);

    public record OpenV1(string Id);

    private sealed class ClassV1
    {
        public string Id { get; init; } = "";
    }

    private sealed record BytesV1(byte[] Content);

    private sealed record NestedV1(IReadOnlyList<PartV1> Parts);

    private sealed record PartV1(object Anything);
}
