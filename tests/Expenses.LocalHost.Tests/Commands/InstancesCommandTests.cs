using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Expenses.LocalHost.Commands;
using Expenses.LocalHost.Hosting;
using Expenses.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Tests.Commands;

/// <summary>The <c>instances</c> verbs beside a running host, and on the folder of a stopped one.</summary>
public sealed class InstancesCommandTests : IDisposable
{
    private readonly string _stopped = Directory.CreateTempSubdirectory("instances-").FullName;

    [Fact]
    public async Task List_BesideARunningHost_ShowsInstances_ByStatusAndPrefix()
    {
        await using var running = await RunningAsync("a-1", "a-2", "b-1");
        await running.Host.DurableTaskClient.RaiseEventAsync("a-2", "Go", 4);
        await running.Host.DurableTaskClient.WaitForInstanceCompletionAsync("a-2");

        var all = await RunAsync("list", "--data", running.Folder);
        var some = await RunAsync("list", $"--data={running.Folder}", "--status", "running", "--prefix", "a-");
        var json = JsonElement.Parse((await RunAsync("list", "--data", running.Folder, "--status", "Completed", "--json")).Output);

        Assert.Equal(3, all.Output.Split('\n').Length);
        Assert.StartsWith("a-1  Waits  Running  ", some.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a-2", some.Output, StringComparison.Ordinal);
        Assert.Equal("a-2", json.GetProperty("id").GetString());
        Assert.Equal("4", json.GetProperty("output").GetString());
    }

    [Fact]
    public async Task History_ShowsTheEventsInOrder()
    {
        await using var running = await RunningAsync("one");

        var lines = (await RunAsync("history", "one", "--data", running.Folder)).Output.Split('\n');

        Assert.StartsWith("one  Waits  Running", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("OrchestratorStarted", lines[1], StringComparison.Ordinal);
        Assert.Contains("ExecutionStarted  {\"Name\":\"Waits\"", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("OrchestratorCompleted", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TellsAWholeFileFromADamagedOne()
    {
        await using var running = await RunningAsync("one", "two");
        var database = Path.Combine(running.Folder, "durable.db");

        var whole = await RunAsync("check", "--data", running.Folder);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync(CancellationToken.None);
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE history SET body = replace(body, 'Waits', 'Waifs') WHERE instance_id = 'two'";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        var damaged = await RunAsync("check", "--data", running.Folder);

        Assert.Equal(0, whole.Code);
        Assert.EndsWith("is whole: 2 instances, 6 events, 0 entities.", whole.Output, StringComparison.Ordinal);
        Assert.Equal(1, damaged.Code);
        Assert.StartsWith($"'{database}' is damaged: row 'two 1' of table history", damaged.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunningHost_TakesEveryChange()
    {
        await using var running = await RunningAsync("one", "two");
        var client = running.Host.DurableTaskClient;

        Assert.Equal(0, (await RunAsync("suspend", "one", "--reason", "audit", "--data", running.Folder)).Code);
        await StatusAsync(client, "one", OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(0, (await RunAsync("resume", "one", "--data", running.Folder)).Code);
        await StatusAsync(client, "one", OrchestrationRuntimeStatus.Running);
        Assert.Equal(1, (await RunAsync("purge", "one", "--data", running.Folder)).Code);
        Assert.Equal("Event Go is raised for one.", (await RunAsync("raise", "one", "Go", "7", "--data", running.Folder)).Output);
        Assert.Equal(7, (await client.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true)).ReadOutputAs<int>());
        Assert.Equal(0, (await RunAsync("terminate", "two", "--reason", "not wanted", "--data", running.Folder)).Code);
        await StatusAsync(client, "two", OrchestrationRuntimeStatus.Terminated);
        Assert.Equal(0, (await RunAsync("purge", "one", "--data", running.Folder)).Code);
        Assert.Null(await client.GetInstanceAsync("one", CancellationToken.None));
        Assert.Equal("1 ended instances are purged.", (await RunAsync("purge", "--older-than", "0", "--data", running.Folder)).Output);
    }

    [Fact]
    public async Task ARunningHost_RefusesWithItsReason()
    {
        await using var running = await RunningAsync("one");

        var absent = await RunAsync("raise", "nobody", "Go", "--data", running.Folder);
        var wrong = await RunAsync("resume", "one", "--data", running.Folder);

        Assert.Equal(1, absent.Code);
        Assert.Equal("No instance with ID 'nobody' was found.", absent.Errors.Trim());
        Assert.Equal(1, wrong.Code);
        Assert.Contains("it is Running", wrong.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000")]
    public async Task WithoutTheTokenOfTheDataFolder_TheEndpointIsNotThere(string? token)
    {
        await using var running = await RunningAsync("one");
        running.Http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        using var response = await running.Http.PostAsJsonAsync("admin/instances", new { verb = "terminate", instanceId = "one" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await running.Host.DurableTaskClient.GetInstanceAsync("one", CancellationToken.None))!.RuntimeStatus);
    }

    [Fact]
    public async Task TheTokenFile_IsItsOwnersOnly_AndGoesWithTheHost()
    {
        await using var running = await RunningAsync("one");
        var file = Path.Combine(running.Folder, "admin.json");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await running.Host.StopAsync();
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task AStoppedHostsFolder_TakesChanges_ThatTheNextHostActsOn()
    {
        await using (var running = await RunningAsync("one", "two"))
        {
            await running.Host.StopAsync();
            await running.Host.DisposeAsync();
            CopyTo(running.Folder);
        }

        var raised = await RunAsync("raise", "one", "Go", "9", "--data", _stopped);
        Assert.Equal(0, raised.Code);
        Assert.Contains("No host runs", raised.Output, StringComparison.Ordinal);
        Assert.Contains("one  Waits  Running", (await RunAsync("list", "--data", _stopped)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("purge", "one", "--data", _stopped)).Code);

        await using var next = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
        {
            FunctionTypes = [typeof(Functions)],
            DatabasePath = Path.Combine(_stopped, "durable.db"),
            Urls = "http://127.0.0.1:0",
        });
        using var deadline = new CancellationTokenSource(Eventually.DefaultDeadline);
        await next.StartAsync(deadline.Token);
        var one = await next.DurableTaskClient.WaitForInstanceCompletionAsync("one", getInputsAndOutputs: true, deadline.Token);
        Assert.Equal(9, one.ReadOutputAs<int>());
        await next.StopAsync(deadline.Token);
    }

    [Theory]
    [InlineData(2, "A verb is missing")]
    [InlineData(2, "is not understood", "history")]
    [InlineData(2, "There is no flag --force", "list", "--force")]
    [InlineData(2, "is not a status", "list", "--status", "Lost")]
    [InlineData(2, "not JSON", "raise", "one", "Go", "{nine")]
    [InlineData(2, "needs a whole number", "list", "--top", "many")]
    [InlineData(1, "There is no durable state", "list")]
    [InlineData(1, "There is no durable state", "terminate", "one")]
    public async Task Mistakes_AreNamed(int code, string message, params string[] words)
    {
        var result = await RunAsync([.. words, "--data", _stopped]);

        Assert.Equal(code, result.Code);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task AFileThatIsNoDatabase_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_stopped, "durable.db"), new string('x', 8192));

        Assert.Contains("cannot be read", (await RunAsync("list", "--data", _stopped)).Errors, StringComparison.Ordinal);
        Assert.Contains("does not begin as a SQLite database does", (await RunAsync("suspend", "one", "--data", _stopped)).Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_stopped, recursive: true);

    private static async Task<Running> RunningAsync(params IReadOnlyList<string> ids)
    {
        var hosted = await Hosted.StartAsync([typeof(Functions)]);
        foreach (var id in ids)
        {
            await hosted.Host.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions(id));
            await hosted.Host.DurableTaskClient.WaitForInstanceStartAsync(id);
        }

        return new Running(hosted, DataFolderLock.Take(hosted.Folder));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await new InstancesCommand(output, errors, TimeProvider.System).RunAsync(args, CancellationToken.None);
        return (code, output.ToString().TrimEnd(), errors.ToString());
    }

    private static Task StatusAsync(DurableTaskClient client, string id, OrchestrationRuntimeStatus status) => Eventually.TrueAsync(
        async () => (await client.GetInstanceAsync(id, CancellationToken.None))?.RuntimeStatus == status);

    private void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "durable.db*"))
        {
            File.Copy(file, Path.Combine(_stopped, Path.GetFileName(file)));
        }
    }

    /// <summary>A host that owns its data folder, as the program does.</summary>
    private sealed class Running(Hosted hosted, DataFolderLock folder) : IAsyncDisposable
    {
        public LocalFunctionsHost Host => hosted.Host;

        public HttpClient Http => hosted.Http;

        public string Folder => hosted.Folder;

        public async ValueTask DisposeAsync()
        {
            folder.Dispose();
            await hosted.DisposeAsync();
        }
    }

    private sealed class Functions
    {
        [Function("Waits")]
        public static Task<int> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.WaitForExternalEvent<int>("Go");
    }
}
