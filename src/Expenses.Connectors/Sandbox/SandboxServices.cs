using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Connectors.Sandbox.Ledger;
using Expenses.Core.Connectors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Expenses.Connectors.Sandbox;

/// <summary>Registration of the sandbox platform.</summary>
public static class SandboxServices
{
    /// <summary>
    /// Adds the sandbox connector, its ledger and the creation of their storage at the start. The clients of Tables, Blobs
    /// and Queues come from the container; the queue client must encode as <c>host.json</c> says (base64).
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">Settings; the sandbox reads section <c>Sandbox</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSandboxPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection(SandboxOptions.Section)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SandboxOptions>, SandboxOptionsRules>());
        services.AddSingleton(provider => new LedgerParts(
            provider.GetRequiredService<TableServiceClient>(),
            provider.GetRequiredService<BlobServiceClient>(),
            provider.GetRequiredService<QueueServiceClient>(),
            OptionsOf(provider),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SandboxLedger(provider.GetRequiredService<LedgerParts>(), OptionsOf(provider)));
        services.AddSingleton<IAccountingConnector>(provider =>
            ActivatorUtilities.CreateInstance<SandboxConnector>(provider, provider.GetRequiredService<SandboxLedger>(), OptionsOf(provider)));
        services.AddSingleton<IReferenceDataWriter, SandboxReferenceDataWriter>();
        services.AddSingleton<ILedgerReader, SandboxLedgerReader>();
        services.AddHostedService<SandboxStorageSetup>();
        return services;
    }

    private static SandboxOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SandboxOptions>>().Value;
}
