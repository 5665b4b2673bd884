using Azure;
using Expenses.Storage.Connections;

namespace Expenses.Storage.Tests;

public sealed class StorageOutageTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new RequestFailedException("Connection refused"), true },
        { new AggregateException(new RequestFailedException("Connection refused"), new RequestFailedException(503, "ServerBusy")), true },
        { new TaskCanceledException("time limit", new TimeoutException()), true },
        { new RequestFailedException(500, "OperationTimedOut"), true },
        { new RequestFailedException(429, "too many"), true },
        { new RequestFailedException(404, "ResourceNotFound"), false },
        { new RequestFailedException(412, "ConditionNotMet"), false },
        { new AggregateException(new RequestFailedException("Connection refused"), new InvalidOperationException("a defect")), false },
        { new OperationCanceledException("the caller left"), false },
        { new InvalidOperationException("a defect"), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Outage_is_told_from_a_refusal_and_a_defect(Exception failure, bool isOutage) =>
        Assert.Equal(isOutage, StorageOutage.Is(failure));
}
