using System.Text.Json;
using Expenses.Core.Webhooks;
using Expenses.Testing;
using Expenses.Testing.Processes;
using ExpensesFunctions.Webhooks;

namespace ExpensesFunctions.Tests.Webhooks;

/// <summary>What we send, as the published npm libraries `svix` and `standardwebhooks` judge it: ours accepted, altered refused.</summary>
public sealed class PublishedVerifierTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_published_libraries_accept_our_deliveries_and_refuse_altered_ones()
    {
        // First what may take minutes: the libraries refuse what was signed five minutes ago.
        await PrintedAsync("bash", [RepositoryRoot.File("eng", "webhook-verifiers.sh"), "install"]);
        await using var attempting = await Attempting.StartAsync(now: DateTimeOffset.UtcNow);
        var first = await SecretAsync(attempting);
        var (rotated, second) = attempting.Secrets.Renew(await attempting.StoredConsumerAsync());
        await attempting.Webhooks.UpdateAsync(rotated);
        await attempting.RunAsync();
        var sent = Assert.Single(attempting.Receiver.Received);
        var stranger = SigningSecret.Create();
        string[] standard = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        string[] older = ["svix-id", "svix-timestamp", "svix-signature"];

        // Accepted: both secrets of a rotation; the older names are svix' own.
        Delivery[] good = [Of(sent, first, standard), Of(sent, second, standard)];
        Delivery[] bad =
        [
            Of(sent, stranger, standard),
            Of(sent, second, standard) with { Body = sent.Text + " " },
            Of(sent, second, standard) with { Body = sent.Text.Replace("created", "deleted", StringComparison.Ordinal) },
            Altered(sent, second, standard, "webhook-id", "msg_ffffffffffffffffffffffffffffffff"),
            Altered(sent, second, standard, "webhook-timestamp", $"{long.Parse(sent.Headers["webhook-timestamp"]) + 1}"),
            Altered(sent, second, standard, "webhook-timestamp", $"{long.Parse(sent.Headers["webhook-timestamp"]) - 3600}"),
            Altered(sent, second, standard, "webhook-signature", sent.Headers["webhook-signature"].Replace("v1,", "v1,A", StringComparison.Ordinal)),
        ];
        var verdicts = await VerifyAsync([.. good, .. bad, Of(sent, second, older)]);

        Assert.All(verdicts.Take(good.Length), verdict => Assert.Equal(("accepted", "accepted"), verdict));
        Assert.All(verdicts.Skip(good.Length).Take(bad.Length), verdict => Assert.DoesNotContain("accepted", new[] { verdict.Svix, verdict.Standard }));
        Assert.Equal("accepted", verdicts[^1].Svix);
    }

    // Before a rotation there is one secret, and nobody but its owner knows it.
    private static async Task<string> SecretAsync(Attempting attempting) =>
        Assert.Single(attempting.Secrets.InForce(await attempting.StoredConsumerAsync()));

    private static Delivery Of(ReceivedWebhook sent, string secret, string[] names) =>
        new(secret, sent.Text, names.ToDictionary(name => name, name => sent.Headers[name]));

    private static Delivery Altered(ReceivedWebhook sent, string secret, string[] names, string header, string value)
    {
        var delivery = Of(sent, secret, names);
        delivery.Headers[header] = value;
        return delivery;
    }

    private static async Task<List<(string Svix, string Standard)>> VerifyAsync(Delivery[] deliveries)
    {
        var folder = Directory.CreateTempSubdirectory("verifiers-").FullName;
        try
        {
            var file = Path.Combine(folder, "deliveries.json");
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(deliveries, JsonSerializerOptions.Web));
            var modules = RepositoryRoot.File(".webhook-verifiers", "node_modules");
            var script = RepositoryRoot.File("tests", "ExpensesFunctions.Tests", "Webhooks", "verify.cjs");
            var printed = await PrintedAsync(
                "node", [script], new Dictionary<string, string> { ["MODULES"] = modules, ["DELIVERIES"] = file });
            return [.. JsonSerializer.Deserialize<List<JsonElement>>(Verdicts(printed))!.Select(verdict =>
                (verdict.GetProperty("svix").GetString()!, verdict.GetProperty("standardwebhooks").GetString()!))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> PrintedAsync(string command, string[] arguments, Dictionary<string, string>? environment = null)
    {
        await using var process = ChildProcess.Start(command, arguments, environment);
        Assert.True(await process.EndedWithinAsync(Deadline), $"{command} did not end: {process.Output()}");
        Assert.True(process.ExitCode == 0, $"{command}: {process.Output()}");
        return process.Output();
    }

    // What Node.js says on its other stream stands in no certain order to it.
    private static string Verdicts(string printed) => printed.Split('\n').Single(line => line.StartsWith('['));

    private sealed record Delivery(string Secret, string Body, Dictionary<string, string> Headers);
}
