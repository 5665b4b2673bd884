using System.Globalization;
using Azure;
using Expenses.Core.Access;
using Expenses.Core.Identifiers;
using Expenses.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Commands;

/// <summary>
/// The operator's command for API keys: <c>keys create|list|revoke --client X</c>. It works on the storage account of the
/// settings, whatever runs on it: this machine's service or one on Azure.
/// </summary>
internal static class KeysCommand
{
    public const string Name = "keys";

    /// <summary>What the command takes.</summary>
    public const string Usage = """
        Usage: Expenses.LocalHost keys create --client CLIENT [--name NAME]   makes a key and prints it, this once
               Expenses.LocalHost keys list   [--client CLIENT]               lists keys, without the keys themselves
               Expenses.LocalHost keys revoke --client CLIENT --id ID         withdraws a key; it opens nothing after 30 seconds

        CLIENT: letters, digits, '-', '_' and '.'; in lower case, whatever is given.
        The storage account is that of the settings: AzureWebJobsStorage in the environment or in local.settings.json.
        """;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What follows <c>keys</c>.</param>
    /// <param name="settings">The settings, <c>:</c> between levels.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="errors">Where a refusal goes.</param>
    /// <param name="cancellationToken">The command is to stop.</param>
    /// <returns>The exit code: 0 done, 1 there is no such key or no such account, 2 wrong arguments.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (KeysArguments.Parse(arguments) is not { } asked)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            await using var services = await OpenAsync(settings, cancellationToken);
            return await RunAsync(asked, services.GetRequiredService<IApiKeyStore>(), output, errors, cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidOperationException or RequestFailedException or AggregateException)
        {
            // A setting that is missing or wrong, or an account that does not answer or lets nobody in: its message says which.
            await errors.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(
        KeysArguments asked, IApiKeyStore store, TextWriter output, TextWriter errors, CancellationToken cancellationToken) =>
        asked.Verb switch
        {
            KeysVerb.Create => await CreateAsync(store, asked, output, cancellationToken),
            KeysVerb.List => await ListAsync(store, asked, output, cancellationToken),
            _ => await RevokeAsync(store, asked, output, errors, cancellationToken),
        };

    private static async Task<ServiceProvider> OpenAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddExpensesStorage(configuration)
            .BuildServiceProvider();
        // Creates the table when the service has never run there.
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }

        return services;
    }

    private static async Task<int> CreateAsync(IApiKeyStore store, KeysArguments asked, TextWriter output, CancellationToken cancellationToken)
    {
        var secret = ApiKeySecret.New();
        var key = new StoredApiKey(
            new ClientId(asked.Client!), Guid.NewGuid().ToString("D"), asked.KeyName, ApiKeySecret.Sha256(secret), TimeProvider.System.GetUtcNow());
        await store.AddAsync(key, cancellationToken);
        await output.WriteLineAsync($"id      {key.Id}");
        await output.WriteLineAsync($"client  {key.Client}");
        await output.WriteLineAsync($"key     {secret}");
        await output.WriteLineAsync("Keep the key now: it is stored nowhere and is not shown again.");
        return 0;
    }

    private static async Task<int> ListAsync(IApiKeyStore store, KeysArguments asked, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var key in await store.ListAsync(asked.Client is { } client ? new ClientId(client) : null, cancellationToken))
        {
            var state = key.Revoked is { } revoked ? $"revoked {Written(revoked)}" : "good";
            await output.WriteLineAsync($"{key.Id}  {key.Client}  made {Written(key.Created)}  {state}  {key.Name}".TrimEnd());
        }

        return 0;
    }

    private static async Task<int> RevokeAsync(
        IApiKeyStore store, KeysArguments asked, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (!await store.RevokeAsync(new ClientId(asked.Client!), asked.Id!, TimeProvider.System.GetUtcNow(), cancellationToken))
        {
            await errors.WriteLineAsync($"Client {asked.Client} has no good key with the id {asked.Id}.");
            return 1;
        }

        await output.WriteLineAsync($"Key {asked.Id} of {asked.Client} is withdrawn; it opens nothing after 30 seconds.");
        return 0;
    }

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
