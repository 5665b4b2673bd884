using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.KillHost;

/// <summary>A total: a lost or doubled operation shows in it.</summary>
internal sealed class AccountEntity : TaskEntity<long>
{
    public static EntityInstanceId Id(int number) => new("account", $"{number}");

    public void Add(long amount) => State += amount;

    public long Read() => State;
}
