using System.Globalization;
using System.Text.Json;
using Expenses.Engine.KillHost;
using Expenses.LocalHost.Durable;
using Microsoft.Extensions.Logging.Abstractions;

// Arguments: folder, seed, commits between two checkpoints. Lines on standard output: "open", "before" and "after" each
// commit, and at the end the report as JSON.
var folder = args[0];
var plan = Plan.Of(int.Parse(args[1], CultureInfo.InvariantCulture));
var clock = TimeProvider.System;
var path = Path.Combine(folder, "durable.db");
await using var output = Console.OpenStandardOutput();
output.Write("open\n"u8);
using var ledger = new EffectLedger(Path.Combine(folder, "effects.log"));
var options = new DurableEngineOptions
{
    DatabasePath = path,
    CommitHook = new ProgressHook(path, int.Parse(args[2], CultureInfo.InvariantCulture), output),
};
await using var engine = new DurableEngine(options, new KillFunctions(ledger), clock, NullLoggerFactory.Instance);
await engine.StartAsync(CancellationToken.None);
await new OutsideWorld(engine.Client, plan, clock).RunAsync();
while (!engine.IsIdle || Report.Leftover(path) > 0)
{
    await Task.Delay(OutsideWorld.Pause, clock);
}

output.Write(JsonSerializer.SerializeToUtf8Bytes(await Report.OfAsync(engine.Client, plan, path)));
output.Write("\n"u8);
