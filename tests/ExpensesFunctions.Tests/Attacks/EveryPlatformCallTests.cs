using Expenses.Testing;
using ExpensesFunctions.Tests.Runs;
using Xunit.Abstractions;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>
/// The same with the calls of the accounting platform: each one in turn never arrives, or is carried out and its answer is
/// lost, or is none that anybody understands.
/// </summary>
/// <param name="azurite">Storage.</param>
/// <param name="output">The test's output.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class EveryPlatformCallTests(AttackedStorage azurite, ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhicheverCallGoesWrong_TheRunEndsAsIfNothingHadHappened(bool isAsynchronousPlatform)
    {
        var faults = new CountedFaults();
        var attack = new PlatformAttack { Faults = faults };
        await using var app = await RunningApp.StartAsync(azurite.Server, ReferenceRun.Settings(isAsynchronousPlatform), replace: attack.Register);
        var (calls, polls, _) = await StruckAsync(CallFault.None, number: 0);
        output.WriteLine($"{calls} calls in an undisturbed run");
        Assert.True(calls > 4, $"Only {calls} calls were seen.");

        var struck = await Task.WhenAll(
            from fault in (CallFault[])[CallFault.NotReached, CallFault.AnswerLost, CallFault.AnswerLostForGood]
            from number in Enumerable.Range(1, calls)
            select StruckAsync(fault, number));

        // A run that is spared for want of that call made the same ones, but that it asked less often whether the platform had finished.
        Assert.All(struck, one => Assert.True(one.Struck || one.Calls - one.Polls == calls - polls, $"{one.Calls} calls, {one.Polls} polls of them"));

        async Task<(int Calls, int Polls, bool Struck)> StruckAsync(CallFault fault, int number)
        {
            var company = await app.CreateCompanyAsync($"{fault} {number}");
            faults.Begin(company, fault, number);
            try
            {
                await new ReferenceRun(app, company).RunAsync();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{fault} of call {number}: {failure.Message}", failure);
            }

            var (made, isStruck) = faults.Of(company);
            return (made, attack.Polls.GetValueOrDefault(company), isStruck);
        }
    }
}
