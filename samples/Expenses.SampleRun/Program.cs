using System.Text.Json;
using Expenses.SampleRun;
using Expenses.SampleRun.Input;
using Expenses.SampleRun.Progress;
using Expenses.SampleRun.Report;
using Expenses.SampleRun.Service;
using Spectre.Console;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var options = CommandLine.Parse(args, Environment.GetEnvironmentVariable);
    if (options is null)
    {
        Console.WriteLine(CommandLine.Usage);
        return ExitCode.Reconciled;
    }

    return await RunAsync(options, stop.Token);
}
catch (UsageException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return ExitCode.Usage;
}
catch (InputException unusable)
{
    Console.Error.WriteLine(unusable.Message);
    return ExitCode.Usage;
}
catch (ServiceUnreachableException silence)
{
    Console.Error.WriteLine(silence.Message);
    return ExitCode.Unreachable;
}
catch (Exception failure) when (failure is ServiceErrorException or InvalidOperationException or JsonException)
{
    Console.Error.WriteLine(failure.Message);
    return ExitCode.Differences;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped. The run itself goes on in the service; the same command finds it again.");
    return ExitCode.Differences;
}

static async Task<int> RunAsync(SampleRunOptions options, CancellationToken cancellation)
{
    var clock = TimeProvider.System;
    var batch = ExpenseBatchReader.Read(options);
    using var socket = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) };
    using var http = new HttpClient(socket) { BaseAddress = options.BaseUrl, Timeout = TimeSpan.FromSeconds(100) };
    http.DefaultRequestHeaders.Authorization = ExpensesClient.Authorization(options.ApiKey);
    var patient = new PatientHttp(http, clock, options.FirstContact, options.Timeout);

    var isTerminal = !Console.IsOutputRedirected;
    var console = isTerminal ? AnsiConsole.Console : PlainConsole.Create();
    IRunProgress progress = isTerminal ? new LiveProgress(console) : new LineProgress(Console.Out, clock);
    var report = await new ExpenseRun(new ExpensesClient(patient), patient, options, progress, clock).GoAsync(batch, cancellation);

    ResultTable.Write(console, report, isTerminal ? TableBorder.Rounded : TableBorder.Ascii);
    NextSteps.Write(console, report, options);
    if (options.JsonFile is { } file)
    {
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, ContractJson.Options), cancellation);
    }

    return report.Result.Reconciled ? ExitCode.Reconciled : ExitCode.Differences;
}
