using Expenses.LocalHost;
using Expenses.LocalHost.Hosting;
using ExpensesFunctions.Composition;

var settings = LocalHostSettings.Read(args);
using var signal = new TerminationSignal();
try
{
    using var folder = DataFolderLock.Take(settings.DataDirectory);
    await using var host = LocalFunctionsHost.Create(new LocalFunctionsHostOptions
    {
        Assemblies = [typeof(ExpensesFunctionsApplication).Assembly],
        Configure = (worker, configuration) => worker.AddExpensesFunctions(configuration),
        HostJsonPath = settings.HostJsonPath,
        DatabasePath = settings.DatabasePath,
        Settings = settings.Settings,
        Urls = settings.Urls,
        ConfigureLogging = logging => logging.AddSingleLineConsole(),
    });
    await host.StartAsync();
    await signal.Received;
    await host.StopAsync();
    return 0;
}
catch (DataFolderInUseException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
