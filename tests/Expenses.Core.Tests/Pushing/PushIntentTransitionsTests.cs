using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;
using static Expenses.Core.Pushing.PushIntentState;

namespace Expenses.Core.Tests.Pushing;

public sealed class PushIntentTransitionsTests(ITestOutputHelper output)
{
    private static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));

    private static readonly HashSet<(PushIntentState From, PushIntentState To)> Legal =
    [
        (Pending, Pending), (Pending, Sent),
        (Sent, Completed), (Sent, Failed), (Sent, Unknown), (Sent, Sent),
        (Unknown, Completed), (Unknown, Sent), (Unknown, Failed),
        (Failed, Pending),
    ];

    private static readonly Dictionary<PushIntentState, Func<PushIntent, PushIntent>> Moves = new()
    {
        [Pending] = intent => intent.TakeOver(new SyncId("second"), 7),
        [Sent] = intent => intent.MarkSent(),
        [Completed] = intent => intent.MarkCompleted("record"),
        [Failed] = intent => intent.MarkFailed("refused"),
        [Unknown] = intent => intent.MarkUnknown(),
    };

    public static TheoryData<PushIntentState, PushIntentState> Pairs
    {
        get
        {
            var pairs = new TheoryData<PushIntentState, PushIntentState>();
            foreach (var from in Enum.GetValues<PushIntentState>())
            {
                foreach (var to in Enum.GetValues<PushIntentState>())
                {
                    pairs.Add(from, to);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void EveryPair_IsLegalOrThrowsNamingBothStates(PushIntentState from, PushIntentState to)
    {
        var intent = Intent(from);

        Assert.Equal(Legal.Contains((from, to)), PushIntentTransitions.CanMove(from, to));
        if (Legal.Contains((from, to)))
        {
            Assert.Equal(to, Moves[to](intent).State);
            return;
        }

        var message = Assert.Throws<InvalidOperationException>(() => Moves[to](intent)).Message;
        Assert.Contains($"is {from} and cannot become {to}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MarkSent_CountsAttempts_AndForgetsTheEarlierOperation()
    {
        var intent = Intent(Pending).MarkSent().MarkAccepted("operation").MarkUnknown().MarkSent();

        Assert.Equal((Sent, 2, null), (intent.State, intent.Attempts, intent.PushOperationKey));
    }

    [Fact]
    public void TakeOver_KeepsKeyAndAttempts_AndDropsTheFailure()
    {
        var failed = Intent(Pending).MarkSent().MarkFailed("refused");
        var intent = failed.TakeOver(new SyncId("second"), 7);

        Assert.Equal((new SyncId("second"), 7, null, 1), (intent.Sync, intent.Number, intent.Message, intent.Attempts));
        Assert.Equal(failed.IdempotencyKey, intent.IdempotencyKey);
    }

    [Theory]
    [InlineData(Pending)]
    [InlineData(Completed)]
    [InlineData(Failed)]
    [InlineData(Unknown)]
    public void MarkAccepted_OfWhatWasNotSent_Throws(PushIntentState state) =>
        Assert.Throws<InvalidOperationException>(() => Intent(state).MarkAccepted("operation"));

    [Fact]
    public void AnySequenceOfMoves_NeverLeavesCompleted_AndNeverMovesBetweenOutcomesWithoutSending() => RandomCases.Check(output, Prop.ForAll(
        ArbMap.Default.ArbFor<PushIntentState[]>(),
        moves =>
        {
            var intent = Intent(Pending);
            foreach (var to in moves)
            {
                var before = intent;
                intent = TryMove(intent, to);
                if (before.State == Completed && intent != before)
                {
                    return false;
                }

                if (intent.State == Completed && (intent.RecordId is null || intent.Attempts == 0))
                {
                    return false;
                }
            }

            return true;
        }));

    private static PushIntent TryMove(PushIntent intent, PushIntentState to)
    {
        try
        {
            return Moves[to](intent);
        }
        catch (InvalidOperationException)
        {
            return intent;
        }
    }

    private static PushIntent Intent(PushIntentState state) => new()
    {
        Company = Company,
        TransactionId = new TransactionId("t"),
        Connection = new ConnectionId("c"),
        IdempotencyKey = PushIntent.KeyOf(Company, new TransactionId("t"), PushOperationKind.Create, 1),
        Sync = new SyncId("first"),
        Number = 0,
        State = state,
    };
}
