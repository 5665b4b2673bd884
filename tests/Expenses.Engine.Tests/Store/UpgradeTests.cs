using Expenses.Engine.Tests.Support;
using Expenses.LocalHost.Durable;
using Expenses.LocalHost.Durable.Store.Schema;
using Expenses.Testing;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace Expenses.Engine.Tests.Store;

/// <summary>A file of the former schema goes on under today's, with everything that was under way in it.</summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Instances_of_a_file_of_schema_1_end_as_they_would_have()
    {
        WriteSchema1();
        await using var engine = await TestEngine.StartAsync(
            UpgradeWorkload.Functions(), path => new DurableEngineOptions { DatabasePath = Move(path) });

        await engine.Client.RaiseEventAsync("child", "go", 1);
        await engine.Client.RaiseEventAsync("lock", "go", 5);
        await engine.Client.ResumeInstanceAsync("suspended");
        foreach (var id in new[] { "unseen", "scheduled" })
        {
            await engine.PassTimeUntilAsync(
                async () => (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus != OrchestrationRuntimeStatus.Pending);
            await engine.Client.RaiseEventAsync(id, "go", 2);
        }

        var ids = new[] { "event", "timer", "activity", "lock", "parent", "child", "suspended", "unseen", "scheduled" };
        var outputs = new List<string?>();
        foreach (var id in ids)
        {
            outputs.Add((await engine.CompletedAsync(id)).SerializedOutput);
        }

        // The lock saw 5 and no signal, which waited behind it with 100.
        Assert.Equal(["42", "\"awake\"", "7", "105", "2", "2", "8", "4", "4"], outputs);
        await engine.IdleAsync();
        var held = await engine.Client.Entities.GetEntityAsync<int>(new EntityInstanceId("sum", "held"));
        Assert.Equal((105, null), (held!.State, held.LockedBy));
        var failed = await engine.Client.GetInstanceAsync("fails", getInputsAndOutputs: true);
        Assert.Equal("always", failed!.FailureDetails!.InnerFailure!.ErrorMessage);
        Assert.Equal("blue", (await engine.Client.GetInstanceAsync("suspended"))!.Tags["team"]);
    }

    [Fact]
    public async Task An_upgraded_file_has_the_tables_of_a_new_one_and_a_copy_beside_it()
    {
        WriteSchema1();
        await _folder.Open().DisposeAsync();
        using var fresh = new StoreFolder();
        await fresh.Open().DisposeAsync();

        const string Tables = "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master ORDER BY type, name";
        Assert.Equal(fresh.Query(Tables), _folder.Query(Tables));
        Assert.Equal([$"{SqliteSchema.Version}"], _folder.Query("SELECT CAST(user_version AS TEXT) FROM pragma_user_version"));
        using var copy = new StoreFolder();
        File.Copy($"{_folder.Main}.schema-1.bak", copy.Main);
        Assert.Equal(["1"], copy.Query("SELECT CAST(user_version AS TEXT) FROM pragma_user_version"));
        Assert.Equal(["10"], copy.Query("SELECT CAST(COUNT(*) AS TEXT) FROM instances"));
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused_with_both_versions()
    {
        WriteSchema1();
        _folder.Execute($"PRAGMA user_version = {SqliteSchema.Version + 7}");

        Assert.Contains($"schema {SqliteSchema.Version + 7}; this one knows up to {SqliteSchema.Version}", _folder.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_of_the_former_schema_is_not_upgraded()
    {
        WriteSchema1();
        _folder.Execute("PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'inbox_instance'");

        Assert.Contains("is damaged", _folder.Refusal(), StringComparison.Ordinal);
        Assert.Equal(["1"], _folder.Query("SELECT CAST(user_version AS TEXT) FROM pragma_user_version"));
    }

    private void WriteSchema1()
        => _folder.Execute(File.ReadAllText(RepositoryRoot.File("tests", "Expenses.Engine.Tests", "Store", "schema-1.sql")));

    private string Move(string path)
    {
        if (!File.Exists(path))
        {
            File.Copy(_folder.Main, path);
        }

        return path;
    }
}
