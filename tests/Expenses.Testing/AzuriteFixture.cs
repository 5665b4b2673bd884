using Xunit;

namespace Expenses.Testing;

/// <summary>
/// One Azurite for all test classes of an assembly: any number of classes may take it as their class or collection
/// fixture and run side by side. It ends with the test process. Names of tables, queues and containers start with a
/// prefix from <see cref="NewPrefix"/>, so no two classes share state. A test that stops or kills the emulator starts
/// an <see cref="AzuriteServer"/> of its own.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lock Gate = new();
    private static Task<AzuriteServer>? _starting;
    private static int _prefixes;

    private AzuriteServer? _server;

    /// <summary>The running emulator; stop or kill only one that you started.</summary>
    public AzuriteServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised by xunit.");

    /// <inheritdoc cref="AzuriteServer.ConnectionString"/>
    public string ConnectionString => Server.ConnectionString;

    /// <summary>A new prefix, valid at the start of a table, queue or container name (letters and digits, lower case).</summary>
    public static string NewPrefix() => $"t{Interlocked.Increment(ref _prefixes):d4}";

    /// <inheritdoc/>
    public async Task InitializeAsync() => _server = await StartOnceAsync();

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    private static Task<AzuriteServer> StartOnceAsync()
    {
        lock (Gate)
        {
            return _starting ??= AzuriteServer.StartAsync();
        }
    }
}
