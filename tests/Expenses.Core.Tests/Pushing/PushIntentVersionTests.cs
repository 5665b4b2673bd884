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
        Assert.True(PushIntentClaims.IsDuplicate(updated, Second));
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

    private static PushIntent Wanted(int version) => PushIntent.Of(Company, new ConnectionId("c"), Expense(version), Second, number: 0);

    private static ExpenseTransaction Expense(int version) => Transactions.Ledger.Payment with
    {
        Version = version,
        Operation = version == 1 ? PushOperationKind.Create : PushOperationKind.Update,
    };
}
