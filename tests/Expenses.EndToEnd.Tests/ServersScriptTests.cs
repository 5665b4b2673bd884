using Expenses.Testing;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.EndToEnd.Tests;

/// <summary>eng/servers.sh when somebody else is quicker on the ports it found free, and answers there.</summary>
/// <param name="output">The test's output.</param>
public sealed class ServersScriptTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("expenses-servers-").FullName;

    [Fact]
    public async Task APortThatWasFreeAndIsLost_IsLeftForAnother_AndNobodyElsesAnswerIsTakenForOurs()
    {
        await using var stranger = WebhookReceiver.Start(_ => new WebhookReply(401));

        var (exitCode, text) = await RunAsync($$"""
            eval "$(declare -f free_ports | sed 's/^free_ports/really_free_ports/')"
            free_ports() {
              if [[ -e "$local_dir/lost-$#" ]]; then really_free_ports "$@"; return; fi
              touch "$local_dir/lost-$#"
              printf '{{stranger.BaseAddress.Port}} %.0s' "$@"
            }
            start_azurite
            start_host
            echo "AT $base_url"
            """);

        Assert.True(exitCode == 0, text);
        Assert.Contains("AT http://127.0.0.1:", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"AT http://127.0.0.1:{stranger.BaseAddress.Port}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatDoesNotKnowTheKey_IsNotTheService()
    {
        var answers = new Queue<int>([401, 503, 401, 200]);
        await using var server = WebhookReceiver.Start(_ => new WebhookReply(answers.Dequeue()));

        var (exitCode, text) = await RunAsync($"""await_service $$ "{server.BaseAddress}companies" """);

        Assert.True(exitCode == 0, text);
        Assert.Equal(4, server.Received.Count);
        Assert.All(server.Received, asked => Assert.StartsWith("Basic ", asked.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task APortThatWasAskedForAndIsLost_IsSaid()
    {
        await using var stranger = WebhookReceiver.Start(_ => new WebhookReply(401));

        var (exitCode, text) = await RunAsync($$"""
            port={{stranger.BaseAddress.Port}}
            start_azurite
            start_host
            """);

        Assert.Equal(1, exitCode);
        Assert.Contains($"port {stranger.BaseAddress.Port} was taken while this was starting", text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task<(int ExitCode, string Output)> RunAsync(string commands)
    {
        var script = $$"""
            set -euo pipefail
            root="{{RepositoryRoot.Path}}" local_dir="{{_data}}" logs="{{_data}}/logs" key_file="{{_data}}/api-key" port=""
            fail() { echo "$1" >&2; exit 1; }
            source "$root/eng/servers.sh"
            trap 'stop "$host_pid"; stop "$azurite_pid"' EXIT
            mkdir -p "$logs"
            ensure_key
            "$root/eng/azurite.sh" install >"$local_dir/azurite-entry"
            {{commands}}
            """;
        await using var shell = ChildProcess.Start("bash", ["-c", script]);
        Assert.True(await shell.EndedWithinAsync(TimeSpan.FromMinutes(8)), shell.Output());
        output.WriteLine(shell.Output());
        return (shell.ExitCode, shell.Output());
    }
}
