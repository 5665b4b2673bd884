using System.Globalization;
using Expenses.SampleRun.Service;
using Spectre.Console;

namespace Expenses.SampleRun.Progress;

/// <summary>For a terminal: one table that is drawn over while the run goes on.</summary>
internal sealed class LiveProgress(IAnsiConsole console) : IRunProgress
{
    private readonly Lock _lock = new();
    private int _tenth = -1;

    public void Step(string text) => console.MarkupLineInterpolated($"[grey]>[/] {text}");

    public void Receipts(int sent, int total)
    {
        lock (_lock)
        {
            var tenth = sent * 10 / Math.Max(1, total);
            if (tenth > _tenth)
            {
                _tenth = tenth;
                console.MarkupLineInterpolated($"[grey]>[/] Receipts sent {sent}/{total}");
            }
        }
    }

    public Task FollowAsync(IAsyncEnumerable<RunStatus> statuses, CancellationToken cancellation) =>
        console.Live(new Text("Waiting for the run to start")).StartAsync(async live =>
        {
            await foreach (var run in statuses.WithCancellation(cancellation))
            {
                live.UpdateTarget(Draw(run));
            }
        });

    private static Table Draw(RunStatus run)
    {
        var counts = run.Progress ?? new RunCounts(0, 0, 0, 0, 0, 0, 0, 0);
        var table = new Table().RoundedBorder()
            .Title($"Run {Markup.Escape(run.RunId)}: [bold]{Markup.Escape(run.Status)}[/] {run.SyncStatusCode}")
            .AddColumns("", "", "");
        Row(table, "Datasets", counts.Datasets, Math.Max(1, counts.Datasets), "blue");
        Row(table, "Pushed", counts.Pushed, counts.Expenses, "blue");
        Row(table, "Receipts attached", counts.ReceiptsAttached, counts.Receipts, "blue");
        Row(table, "Uploaded", counts.Uploaded, counts.Expenses, "green");
        Row(table, "Synced", counts.Synced, counts.Expenses, "green");
        Row(table, "Failed", counts.Failed, counts.Expenses, "red");
        Row(table, "Pending", RunLine.Pending(counts), counts.Expenses, "grey");
        return table.HideHeaders();
    }

    private static void Row(Table table, string what, int part, int whole, string colour)
    {
        const int Width = 30;
        var filled = whole == 0 ? 0 : Math.Min(Width, Width * part / whole);
        var bar = $"[{colour}]{new string('█', filled)}[/][grey]{new string('░', Width - filled)}[/]";
        table.AddRow(what, bar, string.Create(CultureInfo.InvariantCulture, $"{part}/{whole}"));
    }
}
