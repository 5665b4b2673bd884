using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Transactions;
using static Expenses.Core.Pushing.PushIntentState;

namespace Expenses.Core.Tests.Pushing;

/// <summary>Versions of a push intent: an update begins only on what is in the ledger, under a key of its own (design section 4).</summary>
public sealed class PushIntentVersionTests
{
    private static readonly CompanyKey Company = new(new ClientId("client"), new CompanyId("company"));
    private static readonly SyncId First = new("first");
    private static readonly SyncId Second = new("second");

    private static PushIntent Created(PushIntentState state) =>
        PushIntent.Of(Company, new ConnectionId("c"), Expense(1), First, number: 3) with { State = state, RecordId = state == Completed ? "r" : null };

    [Fact]
    public void BeginUpdate_OfWhatIsInTheLedger_IsPendingWithTheNextVersionAndItsOwnKey()
    {
        var created = Created(Completed);
        var update = created.BeginUpdate(Second, 0);

        Assert.Equal((Pending, PushOperationKind.Update, 2, "r"), (update.State, update.Operation, update.Version, update.RecordId));
        Assert.Equal((First, 3, Second, 0), (update.PreviousSync!.Value, update.PreviousNumber, update.Sync, update.Number));
        Assert.NotEqual(created.IdempotencyKey, update.IdempotencyKey);
        Assert.True(update.IsInLedger);
    }

    [Theory]
    [InlineData(Pending)]
    [InlineData(Sent)]
    [InlineData(Failed)]
    [InlineData(Unknown)]
    public void BeginUpdate_OfWhatIsNotInTheLedger_Throws(PushIntentState state) =>
        Assert.Throws<InvalidOperationException>(() => Created(state).BeginUpdate(Second, 0));

    [Fact]
    public void Claim_OfTheNextVersion_BeginsTheUpdate()
    {
        var claimed = PushIntentClaims.Claim(Created(Completed), Wanted(2));

        Assert.Equal((2, Second, Pending), (claimed!.Version, claimed.Sync, claimed.State));
    }

    [Fact]
    public void Claim_OfAVersionThatAnotherSyncWrote_IsNotToBeHad()
    {
        var updated = Created(Completed).BeginUpdate(First, 0) with { State = Completed };

        Assert.Null(PushIntentClaims.Claim(updated, Wanted(2)));
        Assert.Null(PushIntentClaims.Claim(updated, Wanted(1)));
        Assert.True(PushIntentClaims.IsDuplicate(updated, Wanted(2)));
    }

    [Fact]
    public void Claim_OfAFailedVersion_TakesItOver()
    {
        var failed = Created(Completed).BeginUpdate(First, 0) with { State = Failed, Message = "no" };
        var claimed = PushIntentClaims.Claim(failed, Wanted(2));

        Assert.Equal((2, Second, Pending, "r"), (claimed!.Version, claimed.Sync, claimed.State, claimed.RecordId));
    }

    [Fact]
    public void Claim_OfAVersionTooFar_OrOfAnotherKind_OrOfNothing_IsNotToBeHad()
    {
        Assert.Null(PushIntentClaims.Claim(Created(Completed), Wanted(3)));
        Assert.Null(PushIntentClaims.Claim(Created(Failed) with { Kind = TransactionKind.Transfer }, Wanted(1)));
        Assert.Null(PushIntentClaims.Claim(known: null, Wanted(2)));
        Assert.NotNull(PushIntentClaims.Claim(known: null, Wanted(1)));
    }

    [Theory]
    [InlineData(Sent)]
    [InlineData(Unknown)]
    public void Claim_OfWhatMayBeInTheLedger_IsForTheSameContentThroughTheSameConnection(PushIntentState state)
    {
        var known = Created(state);

        Assert.Equal((Second, state), (PushIntentClaims.Claim(known, Wanted(1))!.Sync, PushIntentClaims.Claim(known, Wanted(1))!.State));
        foreach (var other in (PushIntent[])[
            Wanted(1) with { Content = "other" }, Wanted(1) with { Connection = new ConnectionId("other") }, known with { Connection = new ConnectionId("other") }])
        {
            Assert.Null(PushIntentClaims.Claim(known, other));
            Assert.True(PushIntentClaims.IsUndecided(known, other));
            Assert.False(PushIntentClaims.IsDuplicate(known, other));
        }
    }

    [Theory]
    [InlineData(Pending)]
    [InlineData(Failed)]
    public void Claim_OfWhatIsInNoLedger_GoesToTheConnectionOfNow(PushIntentState state)
    {
        var wanted = Wanted(1) with { Connection = new ConnectionId("other"), Content = "other" };
        var claimed = PushIntentClaims.Claim(Created(state), wanted)!;

        Assert.Equal((Pending, wanted.Connection, "other"), (claimed.State, claimed.Connection, claimed.Content));
    }

    [Theory]
    [InlineData(Completed)]
    [InlineData(Failed)]
    public void Claim_OfAnUpdate_IsNotToBeHadInAnotherLedger(PushIntentState state)
    {
        var known = state == Completed ? Created(Completed) : Created(Completed).BeginUpdate(First, 0) with { State = state };

        Assert.Null(PushIntentClaims.Claim(known, Wanted(2) with { Connection = new ConnectionId("other") }));
    }

    [Theory]
    [InlineData(Pending)]
    [InlineData(Failed)]
    [InlineData(Sent)]
    public void Claim_OfAnotherPlaceInTheSameSync_IsNotToBeHad(PushIntentState state) =>
        Assert.Null(PushIntentClaims.Claim(Created(state), Created(Pending) with { Number = 4 }));

    private static PushIntent Wanted(int version) => PushIntent.Of(Company, new ConnectionId("c"), Expense(version), Second, number: 0);

    private static ExpenseTransaction Expense(int version) => Transactions.Ledger.Payment with
    {
        Version = version,
        Operation = version == 1 ? PushOperationKind.Create : PushOperationKind.Update,
    };
}
