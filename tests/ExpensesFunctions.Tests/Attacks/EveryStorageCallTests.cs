using System.Diagnostics;
using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>
/// A reference run is made again and again, and each time another one of its writes to storage goes wrong: the answer is
/// lost once, or for good, or the write never arrives. Whatever it is, the ledger, the statuses and the run's result are
/// those of a run that nothing happened to.
/// </summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">The test's output.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class EveryStorageCallTests(AttackedStorage azurite, ITestOutputHelper output)
{
    private const int AtATime = 16;

    [Theory]
    [InlineData(CallFault.AnswerLost, 4, false)]
    [InlineData(CallFault.AnswerLostForGood, 1, false)]
    [InlineData(CallFault.AnswerLostForGood, 3, true)]
    [InlineData(CallFault.NotReached, 2, false)]
    public async Task WhicheverWriteGoesWrong_TheRunEndsAsIfNothingHadHappened(CallFault fault, int every, bool isAsynchronousPlatform)
    {
        var faults = new CountedFaults();
        using var storage = new FaultyStorage(azurite.Server, faults);
        await using var app = await RunningApp.StartAsync(azurite.Server, ReferenceRun.Settings(isAsynchronousPlatform), replace: storage.Register);
        var watch = Stopwatch.StartNew();
        var writes = await StruckAsync(app, faults, CallFault.None, number: 0);
        output.WriteLine($"{writes.Calls} writes in an undisturbed run");
        Assert.True(writes.Calls > 30, $"Only {writes.Calls} writes were seen.");

        var missed = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (writes.Calls + every - 1) / every).Select(index => 1 + (index * every)),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (number, _) =>
            {
                try
                {
                    var (_, struck) = await StruckAsync(app, faults, fault, number);
                    Interlocked.Add(ref missed, struck ? 0 : 1);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"{fault} of write {number}: {failure.Message}", failure);
                }
            });
        output.WriteLine($"{fault}: every {every}. of {writes.Calls} writes, {missed} not met, {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(missed <= writes.Calls / 10, $"{missed} of {writes.Calls} writes were not met.");
    }

    private static async Task<(int Calls, bool Struck)> StruckAsync(RunningApp app, CountedFaults faults, CallFault fault, int number)
    {
        var company = await app.CreateCompanyAsync($"{fault} {number}");
        faults.Begin(company, fault, number);
        await new ReferenceRun(app, company).RunAsync();
        return faults.Of(company);
    }
}
