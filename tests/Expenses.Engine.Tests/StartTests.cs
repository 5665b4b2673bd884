using Expenses.Engine.Tests.Store;
using Expenses.LocalHost.Durable.Activities;
using Expenses.LocalHost.Durable.Store;

namespace Expenses.Engine.Tests;

/// <summary>What is in the store at a start, and what the first steps add while it is still being looked at.</summary>
public sealed class StartTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Calls_from_before_the_start_run_even_if_a_step_of_their_instance_was_quicker()
    {
        using var file = new DatabaseFile(_folder.Main);
        using var writer = new StoreWriter(file.OpenWriter());
        using var stores = new StorePool(file);
        var before = Write(writer, "before");
        var backlog = new ActivityBacklog(stores);
        backlog.Enqueue(Write(writer, "after"));

        backlog.Fill(["one"], before.Row);

        Assert.True(backlog.TryDequeue(out var first));
        Assert.True(backlog.TryDequeue(out var second));
        Assert.Equal(["before", "after"], [first.Name, second.Name]);
        Assert.False(backlog.TryDequeue(out _));
    }

    private static ActivityRow Write(StoreWriter writer, string name)
    {
        writer.Begin();
        writer.ScheduleActivity(new ActivityRow(0, "one", "execution", 0, name, string.Empty, "[null]"));
        writer.Commit();
        return ((ActivityScheduled)writer.Effects.Single()).Activity;
    }
}
