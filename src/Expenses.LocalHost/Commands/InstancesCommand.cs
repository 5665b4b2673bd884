using System.Globalization;
using System.Text.Json;
using Expenses.LocalHost.Admin;
using Expenses.LocalHost.Hosting;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Commands;

/// <summary>
/// <c>instances VERB …</c>: looks into the durable state of a data folder and changes it, whether a host runs on it or not.
/// Exit code 0 when done, 1 when refused, 2 when not understood.
/// </summary>
internal sealed class InstancesCommand(TextWriter output, TextWriter errors, TimeProvider time)
{
    private const string Usage = """
        Usage: Expenses.LocalHost instances VERB [--data FOLDER]

          list [--status S,S] [--prefix P] [--top N] [--json]   instances, by id (top: 100)
          history ID [--json]                                   what happened to one
          export ID [--note TEXT]                               its history as a file for 'replay', to standard output
          check                                                 every page and row against its checksum
          raise ID EVENT [JSON]                                 sends it an event
          suspend | resume | terminate | rewind ID [--reason R]
          purge ID                                              removes one that has ended
          purge --older-than DAYS [--status S,S]                removes all ended ones that are older

        list, history, export and check read the file, beside a running host or without one. The others go to the running host, or into
        the file of a stopped one, which then acts on them when it starts.
        """;

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        try
        {
            await output.WriteLineAsync(await AnswerAsync(args, cancellation));
            return 0;
        }
        catch (UsageException e)
        {
            await errors.WriteLineAsync($"{e.Message}\n\n{Usage}");
            return 2;
        }
        catch (RefusedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private Task<string> AnswerAsync(IReadOnlyList<string> args, CancellationToken cancellation)
    {
        var line = CommandLine.Parse(args, "--data", "--root", "--status", "--prefix", "--top", "--json", "--reason", "--older-than", "--note");
        var settings = LocalHostSettings.Read(line.Only("--data", "--root"));
        return line.Words switch
        {
            ["list"] => Task.FromResult(new InstanceReports(settings.DatabasePath).List(
                Statuses(line), line.Find("--prefix"), Number(line, "--top") ?? 100, line.Find("--json") is not null)),
            ["history", var id] => Task.FromResult(new InstanceReports(settings.DatabasePath).History(id, line.Find("--json") is not null)),
            ["export", var id] => Task.FromResult(new InstanceReports(settings.DatabasePath).Export(id, line.Find("--note"))),
            ["check"] => Task.FromResult(new InstanceReports(settings.DatabasePath).Check()),
            _ => new DataFolderChanges(settings).ApplyAsync(Change(line), cancellation),
        };
    }

    private InstanceChange Change(CommandLine line) => line.Words switch
    {
        ["raise", var id, var name] => new InstanceChange { Verb = "raise", InstanceId = id, EventName = name },
        ["raise", var id, var name, var json] => new InstanceChange { Verb = "raise", InstanceId = id, EventName = name, Payload = Json(json) },
        ["terminate" or "suspend" or "resume" or "rewind", var id] =>
            new InstanceChange { Verb = line.Words[0], InstanceId = id, Reason = line.Find("--reason") },
        ["purge", var id] => new InstanceChange { Verb = "purge", InstanceId = id },
        ["purge"] => new InstanceChange
        {
            Verb = "purge",
            CreatedBefore = time.GetUtcNow() - TimeSpan.FromDays(Number(line, "--older-than") ?? throw new UsageException("purge needs an id or --older-than.")),
            Statuses = Statuses(line),
        },
        _ => throw new UsageException(line.Words.Count == 0 ? "A verb is missing." : $"'{string.Join(' ', line.Words)}' is not understood."),
    };

    private static List<OrchestrationRuntimeStatus> Statuses(CommandLine line) =>
        [.. (line.Find("--status") ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Status)];

    private static OrchestrationRuntimeStatus Status(string text)
        => Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status) && !char.IsAsciiDigit(text[0])
            ? status
            : throw new UsageException($"'{text}' is not a status.");

    private static int? Number(CommandLine line, string flag) => line.Find(flag) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new UsageException($"{flag} needs a whole number, not '{text}'."),
    };

    private static JsonElement Json(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw new UsageException($"The payload is not JSON (a text needs its quotes): {e.Message}");
        }
    }
}
