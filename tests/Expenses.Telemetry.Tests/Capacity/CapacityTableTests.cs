using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Testing;

namespace Expenses.Telemetry.Tests.Capacity;

/// <summary>The tables of the operations page, worked out anew from their own formulas and docs/capacity.json.</summary>
public sealed class CapacityTableTests
{
    private static readonly double[] Months = [1_000, 100_000, 10_000_000];

    [Theory]
    [InlineData("capacity")]
    [InlineData("limits")]
    public void EveryFigure_FollowsFromItsFormula(string block)
    {
        var numbers = Months.Select(Start).ToArray();
        if (block == "limits")
        {
            Fill("capacity", numbers);
        }

        DocumentBlock.AssertIs(block, Fill(block, numbers));
    }

    [Fact]
    public void Inputs_AreListedWithTheirMeaning()
    {
        var root = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("docs", "capacity.json")))!;
        var rows = ((string[])["assumed", "price"])
            .SelectMany(section => root[section]!.AsObject())
            .Select(input => $"| `{input.Key}` | {(decimal)input.Value!["value"]!} | {input.Value["what"]} |");

        DocumentBlock.AssertIs("inputs", string.Join('\n', rows.Prepend("|---|---|---|").Prepend("| input | value | what it is |")));
    }

    [Fact]
    public void Measured_IsListed()
    {
        var per = JsonNode.Parse(File.ReadAllText(RepositoryRoot.File("docs", "capacity.json")))!["measured"]!["per"]!.AsObject();
        var kinds = per.First().Value!.AsObject().Select(kind => kind.Key).ToList();
        var rows = per.Select(group => $"| {group.Key} | {string.Join(" | ", kinds.Select(kind => (decimal)group.Value![kind]!))} |");

        DocumentBlock.AssertIs("measured", string.Join('\n', rows.Prepend($"|---|{string.Concat(kinds.Select(_ => "---|"))}").Prepend($"| per | {string.Join(" | ", kinds)} |")));
    }

    // What the formulas take from configuration is what is configured.
    [Fact]
    public void AssumedSettings_AreThoseOfHostJson()
    {
        var host = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("host.json"))).RootElement.GetProperty("extensions");
        var numbers = CapacityFile.Read().Numbers();
        var storage = host.GetProperty("durableTask").GetProperty("storageProvider");

        Assert.Equal(numbers["appPollSeconds"], Seconds(host.GetProperty("queues").GetProperty("maxPollingInterval")));
        Assert.Equal(numbers["enginePollSeconds"], Seconds(storage.GetProperty("maxQueuePollingInterval")));
        Assert.Equal(numbers["engineQueues"], storage.GetProperty("partitionCount").GetInt32() + 1);
        Assert.Equal(numbers["appQueues"], Parameters<Microsoft.Azure.Functions.Worker.QueueTriggerAttribute>().Count());
    }

    [Fact]
    public void AssumedNights_AreThoseOfTheRounds()
    {
        var numbers = CapacityFile.Read().Numbers();

        Assert.Equal(numbers["windowMonths"], new ExpensesFunctions.Reconciling.ReconciliationOptions().Window.TotalDays / 30, 0.01);
        Assert.Contains($"CompaniesAtATime = {numbers["companiesAtATime"]};", Source("Orchestrators", "CompanyRound.orchestrator.cs"), StringComparison.Ordinal);
        Assert.Equal(Expenses.Connectors.Sandbox.SandboxLimits.KeysPerLookup, numbers["entriesPerPage"]);
    }

    [Fact]
    public void Timers_AreThoseOfTheFunctions()
    {
        var day = new DateTime(2026, 10, 5, 0, 0, 0, DateTimeKind.Utc);
        var runs = Parameters<Microsoft.Azure.Functions.Worker.TimerTriggerAttribute>()
            .Select(trigger => NCrontab.CrontabSchedule.Parse(trigger.Schedule, new NCrontab.CrontabSchedule.ParseOptions { IncludingSeconds = true }))
            .Sum(schedule => schedule.GetNextOccurrences(day.AddTicks(-1), day.AddDays(1)).Count());

        // A timer more is no other bill; another every minute is.
        Assert.InRange(runs / 24.0 / CapacityFile.Read().Numbers()["timersPerHour"], 0.95, 1.05);
    }

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3 - 4 / 2", 7)]
    [InlineData("max(0, 3 - 5) + ceil(1.2) + n", 12)]
    public void Formula_IsWorkedOut(string formula, double value) =>
        Assert.Equal(value, Formula.Of(formula, new Dictionary<string, double> { ["n"] = 10 }));

    [Theory]
    [InlineData("1 +")]
    [InlineData("unknown * 2")]
    [InlineData("(1")]
    public void Formula_ThatIsNone_IsRefused(string formula) =>
        Assert.Throws<FormatException>(() => Formula.Of(formula, new Dictionary<string, double>()));

    private static Dictionary<string, double> Start(double transactions) =>
        new(CapacityFile.Read().Numbers(), StringComparer.Ordinal) { ["transactions"] = transactions };

    private static string Fill(string block, Dictionary<string, double>[] numbers) =>
        string.Join('\n', DocumentBlock.Read(block).Split('\n').Select(row => Row(row, numbers)));

    // | `name` | `formula` | 1,000 | 100,000 | 10,000,000 | anything |
    private static string Row(string row, Dictionary<string, double>[] numbers)
    {
        var cells = row.Split('|');
        if (cells.Length < 6 || !cells[1].StartsWith(" `", StringComparison.Ordinal))
        {
            return row;
        }

        var (name, formula) = (cells[1].Trim(' ', '`'), cells[2].Trim(' ', '`'));
        for (var column = 0; column < numbers.Length; column++)
        {
            numbers[column][name] = Formula.Of(formula, numbers[column]);
            cells[3 + column] = $" {Text(name, numbers[column][name])} ";
        }

        return string.Join('|', cells);
    }

    private static string Text(string name, double value) => value.ToString(
        name.StartsWith("cost", StringComparison.Ordinal) ? "N2" : Math.Abs(value) >= 100 || value == Math.Floor(value) ? "N0" : "0.####", CultureInfo.InvariantCulture);

    private static string Source(params string[] path) => File.ReadAllText(RepositoryRoot.File(["src", "ExpensesFunctions", .. path]));

    private static double Seconds(JsonElement time) => TimeSpan.Parse(time.GetString()!, CultureInfo.InvariantCulture).TotalSeconds;

    private static IEnumerable<T> Parameters<T>()
        where T : Attribute => typeof(ExpensesFunctions.Composition.ExpensesFunctionsApplication).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetParameters())
        .SelectMany(parameter => parameter.GetCustomAttributes(typeof(T), inherit: false))
        .Cast<T>();
}
