using Expenses.Testing;
using ExpensesFunctions.Activities;
using ExpensesFunctions.Tests.Histories;
using ExpensesFunctions.Tests.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>
/// Every activity and every queue message is carried out twice, as by a host that was thought to be dead: one after the
/// other, or at the same time. Nothing is doubled, and nothing is said that is not so.
/// </summary>
/// <param name="azurite">Storage.</param>
[Collection(AttackedAppCollection.Name)]
public sealed class EverythingTwiceTests(AttackedStorage azurite)
{
    private const int Companies = 4;

    private static readonly HashSet<string> Twice =
    [
        .. typeof(PushBatch).Assembly.GetTypes().Where(type => type.Namespace == typeof(PushBatch).Namespace && type.IsPublic).Select(type => type.Name),
        "StartQueuedSync",
        "CompleteSandboxPushOperation",
        "DispatchWebhookEvent",
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task ARun_OfWhichEverythingIsDoneTwice_EndsAsIfItHadBeenDoneOnce(bool isAtOnce, bool isAsynchronousPlatform)
    {
        var done = 0;
        var changes = new RecordingChanges(
            worker => worker.UseMiddleware(async (context, next) =>
            {
                if (!Twice.Contains(context.FunctionDefinition.Name))
                {
                    await next();
                    return;
                }

                Interlocked.Increment(ref done);
                if (!isAtOnce)
                {
                    await next();
                    await next();
                    return;
                }

                // One of them loses now and then, and is not heard of again: the host that runs it is thought to be dead.
                var both = new[] { next(), next() };
                await both[1].ContinueWith(_ => { }, TaskScheduler.Default);
                await both[0];
            }),
            RepositoryRoot.File("host.json"),
            _ => { });
        await using var app = await RunningApp.StartAsync(azurite.Server, ReferenceRun.Settings(isAsynchronousPlatform), recording: changes);

        await Task.WhenAll(Enumerable.Range(0, Companies).Select(async number =>
            await new ReferenceRun(app, await app.CreateCompanyAsync($"Twice {number}")).RunAsync()));

        Assert.True(done > Companies * 10, $"Only {done} calls were made twice.");
    }
}
