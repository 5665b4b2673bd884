using Expenses.LocalHost;
using Expenses.LocalHost.Admin;
using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Commands;
using Expenses.LocalHost.Durable.Store.Damage;
using Expenses.LocalHost.Hosting;
using ExpensesFunctions.Composition;

using var signal = new TerminationSignal();
if (args is ["instances", .. var rest])
{
    return await new InstancesCommand(Console.Out, Console.Error, TimeProvider.System).RunAsync(rest, signal.Received);
}

if (args is [ReplayCommand.Name, .. var histories])
{
    return await new ReplayCommand(Console.Out, Console.Error, typeof(ExpensesFunctionsApplication).Assembly.GetTypes()).RunAsync(histories);
}

if (args is [KeysCommand.Name, .. var keysArguments])
{
    var keysSettings = LocalHostSettings.Read([]).Settings;
    return await KeysCommand.RunAsync(keysArguments, keysSettings, Console.Out, Console.Error, signal.Received);
}

if (HelpCommand.Run(args, Console.Out, Console.Error) is { } code)
{
    return code;
}

var settings = LocalHostSettings.Read(args);
try
{
    using var folder = DataFolderLock.Take(settings.DataDirectory);
    await using var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
    {
        Assemblies = [typeof(ExpensesFunctionsApplication).Assembly],
        Configure = (worker, configuration) => worker.AddExpensesFunctions(configuration),
        HostJsonPath = settings.HostJsonPath,
        DatabasePath = settings.DatabasePath,
        AdminFilePath = Path.Combine(settings.DataDirectory, AdminDoor.FileName),
        Settings = settings.Settings,
        Urls = settings.Urls,
        ConfigureLogging = logging => logging.AddConsole(settings.Settings),
    });
    await host.StartAsync(signal.Received);
    await host.WaitForStopRequestAsync(signal.Received);
    await host.StopAsync();
    return signal.Received.IsCancellationRequested ? 0 : 1;
}
catch (Exception e) when (e is DataFolderInUseException or FunctionCatalogException or RefusedStoreException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (signal.Received.IsCancellationRequested)
{
    // Asked to stop before it was ready; nothing has begun that a restart would miss.
    return 0;
}
