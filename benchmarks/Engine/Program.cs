using Expenses.Engine.Benchmarks;
using Expenses.Engine.Benchmarks.Memory;

var rounds = Environment.GetEnvironmentVariable("ROUNDS") is { } given
    ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture)
    : 3;
return args switch
{
    [] or ["all"] => await Speed.RunAsync(string.Empty, rounds),
    ["speed", var part] => await Speed.RunAsync(part, rounds),
    ["hosted"] => await Hosted.RunAsync(rounds),
    ["cold"] => await ColdStart.RunAsync(),
    ["cold", "--inside"] => await ColdStart.RunInsideAsync(),
    ["waiting"] => await WaitingInstances.RunAsync(10_000),
    ["waiting", "--inside", var folder, var count] => await WaitingInstances.RunInsideAsync(folder, Number(count)),
    ["flood"] => await Flood.RunAsync(100_000),
    ["flood", "--inside", var folder, var count] => await Flood.RunInsideAsync(folder, Number(count)),
    ["open"] => await OpenFile.RunAsync(finished: 100_000, running: 10_000),
    ["open", "--inside", var folder] => await OpenFile.RunInsideAsync(folder),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: Expenses.Engine.Benchmarks [VERB]

          all           speed of everything (default); ROUNDS=n in the environment sets the rounds (3),
                        SYNC_MILLISECONDS=n plays a disk that takes so much longer for each commit
          speed PART    only what has PART in its name
          hosted        some of it again, as functions of an app
          cold          the first 20 activities of a fresh process, one after the other
          waiting       memory of 10,000 instances that wait for an event
          flood         memory while 100,000 events pour in for one instance
          open          time and memory to open a file of 100,000 finished and 10,000 running instances
        """);
    return 2;
}
