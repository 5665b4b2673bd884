using Expenses.Core.Companies;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Connectors;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Pushing;
using Expenses.Core.Reconciling;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;
using ExpensesFunctions.Access;
using ExpensesFunctions.Access.Quota;
using ExpensesFunctions.Http.Companies;
using ExpensesFunctions.Http.Connections;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Idempotency;
using ExpensesFunctions.Http.Pages.Linking;
using ExpensesFunctions.Http.Pages.Managing;
using ExpensesFunctions.Http.Push;
using ExpensesFunctions.Http.Receipts;
using ExpensesFunctions.Http.Runs;
using ExpensesFunctions.Webhooks;
using ExpensesFunctions.Http.Transactions;
using ExpensesFunctions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ExpensesFunctions.Http;

/// <summary>Wires the HTTP side: services first, middleware in the order given here.</summary>
public static class ExpensesHttp
{
    /// <summary>Registers what the HTTP functions need besides the ports.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Settings; `ApiKeys:Clients:{clientId}` holds the API keys' hashes.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">An API key setting is malformed.</exception>
    public static IServiceCollection AddExpensesHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ApiKeyRing.From(configuration));
        services.TryAddSingleton<StoredApiKeys>();
        services.AddSingleton(new ClientSpelling(configuration));
        services.AddEdge(configuration);
        services.AddPages(configuration);
        services.TryAddSingleton<ICompanyDirectory, NoCompanyDirectory>();
        services.TryAddSingleton(provider => new RunEngine(provider.GetRequiredService<IExpenseSyncService>(), RunEngine.DefaultCheckEvery));
        services.TryAddSingleton<CompanyAccess>();
        services.TryAddSingleton<SyncAccess>();
        services.TryAddSingleton<ConnectorRegistry>();
        services.TryAddSingleton(new PublicAddress(configuration));
        services.TryAddSingleton<PlatformSupport>();
        services.TryAddSingleton<TransactionScreening>();
        services.TryAddSingleton<DatasetDeletion>();
        services.TryAddSingleton<DatasetOverlaps>();
        services.TryAddSingleton<DoubleMapping>();
        services.TryAddSingleton<TransactionDryRun>();
        services.TryAddSingleton<TransactionCheck>();
        services.TryAddSingleton<TransactionCreation>();
        services.TryAddSingleton<ReferenceAccess>();
        services.TryAddSingleton<PullOperations>();
        services.TryAddSingleton<ConnectionHealth>();
        services.TryAddSingleton<DataReading>();
        services.TryAddSingleton<RecordPushing>();
        services.TryAddSingleton<RecordWriterAccess>();
        services.TryAddSingleton<RecordPushes>();
        services.TryAddSingleton<ConnectionView>();
        services.TryAddSingleton<ConnectionOpening>();
        services.TryAddSingleton<ConnectionEnding>();
        services.TryAddSingleton<CompanyView>();
        services.TryAddSingleton<UploadLimits>();
        services.TryAddSingleton<RunReceipts>();
        services.TryAddSingleton<LedgerReaders>();
        services.TryAddSingleton<DriftAcknowledging>();
        services.TryAddSingleton<RunExpensePage>();
        services.TryAddSingleton<RunSyncView>();
        return services;
    }

    /// <summary>
    /// Puts the error envelope around the API key check, that around the rate limit, that around the kept answers, and all
    /// around every HTTP function: a stranger uses up nobody's quota, and an answer given again counts as a request.
    /// </summary>
    /// <param name="builder">The worker being built.</param>
    /// <returns>The same builder.</returns>
    public static IFunctionsWorkerApplicationBuilder UseExpensesHttp(this IFunctionsWorkerApplicationBuilder builder) =>
        builder.UseMiddleware<ContractErrorMiddleware>()
            .UseMiddleware<ApiKeyMiddleware>()
            .UseMiddleware<RateLimitMiddleware>()
            .UseMiddleware<IdempotencyMiddleware>();

    private static void AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ReturnAddresses(configuration));
        services.TryAddSingleton<ConnectionLinking>();
        services.TryAddSingleton<ConnectionList>();
        services.TryAddSingleton<CompanyPass>();
    }

    private static void AddEdge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IdempotencyOptions>().Bind(configuration.GetSection(IdempotencyOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DailyQuota>();
        services.TryAddSingleton<RequestsInFlight>();
        services.TryAddSingleton<RateLimitEvents>();
        services.TryAddSingleton<KeyedRequests>();
    }
}
