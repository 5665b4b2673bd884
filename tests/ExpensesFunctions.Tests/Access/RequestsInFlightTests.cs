using Expenses.Core.Identifiers;
using ExpensesFunctions.Access.Quota;

namespace ExpensesFunctions.Tests.Access;

/// <summary>Requests of one company at once (codat-contract B096).</summary>
public sealed class RequestsInFlightTests
{
    private readonly RequestsInFlight _inFlight = new();

    [Fact]
    public void TryEnter_AtTheLimit_WaitsForOneToLeave()
    {
        var client = new ClientId("client");
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(_inFlight.TryEnter(client, "Company", 10)));

        Assert.False(_inFlight.TryEnter(client, "COMPANY", 10));
        Assert.True(_inFlight.TryEnter(client, "another", 10));
        Assert.True(_inFlight.TryEnter(new ClientId("other"), "company", 10));
        _inFlight.Leave(client, "company");
        Assert.True(_inFlight.TryEnter(client, "company", 10));
        Assert.False(_inFlight.TryEnter(client, "company", 10));
    }
}
