using Expenses.Connectors.Codat;
using Expenses.Core.Companies;
using Expenses.Core.Syncs;
using ExpensesFunctions.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Composition;

/// <summary>Registers the engine that expense runs go through, as setting `SyncEngine:Mode` says.</summary>
internal static class SyncEngineServices
{
    /// <summary>Registers it, and who waits for a sync whose id was lost.</summary>
    /// <exception cref="InvalidOperationException">The setting is neither mode.</exception>
    public static IServiceCollection AddSyncEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LostSync>();
        switch (configuration["SyncEngine:Mode"]?.Trim().ToUpperInvariant())
        {
            case null or "" or "BUILTIN":
                services.TryAddSingleton<ICompanyDirectory, NoCompanyDirectory>();
                services.AddSingleton(provider => new RunEngine(provider.GetRequiredService<IExpenseSyncService>(), RunEngine.DefaultCheckEvery));
                return services;
            case "CODAT":
                services.AddCodatAccount(configuration);
                services.AddSingleton(RemoteEngine);
                return services;
            default:
                throw new InvalidOperationException("SyncEngine:Mode must be BuiltIn or Codat.");
        }
    }

    private static RunEngine RemoteEngine(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<CodatOptions>>().Value;
        return new RunEngine(
            provider.GetRequiredKeyedService<IExpenseSyncService>(CodatOptions.Section),
            options.CheckInterval,
            new RunQuota("codat", options.RequestsPerMinute, options.ConcurrentRequests));
    }
}
