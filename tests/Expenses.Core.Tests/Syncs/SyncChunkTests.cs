using Expenses.Core.Datasets;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Expenses.Core.Tests.Syncs;

public sealed class SyncChunkTests(ITestOutputHelper output)
{
    [Fact]
    public void Split_TwoDatasets_ChunksNeverCrossADataset() => Assert.Equal(
        [
            new SyncChunk(0, new DatasetId("0"), 0, 0, 100),
            new SyncChunk(1, new DatasetId("0"), 1, 100, 100),
            new SyncChunk(2, new DatasetId("0"), 2, 200, 1),
            new SyncChunk(3, new DatasetId("2"), 0, 201, 100),
        ],
        SyncChunk.Split(Datasets(201, 0, 100)));

    [Fact]
    public void Split_NothingToPush_GivesNoChunk()
    {
        Assert.Empty(SyncChunk.Split([]));
        Assert.Empty(SyncChunk.Split(Datasets(0, 0)));
    }

    [Fact]
    public void Split_CoversEveryRowOnce_InOrder() => RandomCases.Check(output, Prop.ForAll(
        Gen.Choose(0, 450).ListOf().Select(list => list.ToArray()).ToArbitrary(),
        sizes =>
        {
            var chunks = SyncChunk.Split(Datasets(sizes));
            return chunks.SelectMany(chunk => Enumerable.Range(chunk.FirstRow, chunk.Count)).SequenceEqual(Enumerable.Range(0, sizes.Sum()))
                && chunks.Select(chunk => chunk.Number).SequenceEqual(Enumerable.Range(0, chunks.Count))
                && chunks.All(chunk => chunk.Count is >= 1 and <= Dataset.ChunkSize);
        }));

    private static IEnumerable<Dataset> Datasets(params int[] sizes) => sizes.Select((size, number) => new Dataset(
        new CompanyKey(new ClientId("client"), new CompanyId("company")),
        new DatasetId($"{number}"),
        size,
        SyncExample.Noon));
}
