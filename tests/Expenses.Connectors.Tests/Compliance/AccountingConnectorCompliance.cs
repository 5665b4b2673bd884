using Expenses.Core.Connectors;

namespace Expenses.Connectors.Tests.Compliance;

/// <summary>
/// What every connector must do, whatever the platform. A connector joins by a subclass that starts its platform; the
/// facts are in the other files of this class, one for each theme.
/// </summary>
public abstract partial class AccountingConnectorCompliance
{
    /// <summary>Starts the platform with an open connection and an empty ledger.</summary>
    protected abstract Task<PlatformUnderTest> StartAsync(PlatformBehaviour behaviour);

    protected Task<PlatformUnderTest> StartAsync() => StartAsync(new PlatformBehaviour());

    protected static async Task<PushItemOutcome> PushOneAsync(PlatformUnderTest platform, PushItem item)
    {
        var answer = await platform.Connector.PushAsync(platform.Connection, [item]);
        return Assert.Single(answer.Items);
    }

    /// <summary>Pushes an item, which must land, and gives its record id.</summary>
    protected static async Task<string> PushedAsync(PlatformUnderTest platform, PushItem item)
    {
        var outcome = await PushOneAsync(platform, item);
        Assert.True(outcome.IsCompleted, $"{outcome.Code}: {outcome.Message}");
        return outcome.RecordId!;
    }

    protected static async Task<ConnectorException> FailsAsync(FailureCategory category, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ConnectorException>(action);
        Assert.Equal(category, exception.Category);
        return exception;
    }
}
