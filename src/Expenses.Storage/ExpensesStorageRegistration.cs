using Expenses.Core.Access;
using Expenses.Core.Companies;
using Expenses.Core.Companies.Mapping;
using Expenses.Core.Companies.Checking;
using Expenses.Core.Data;
using Expenses.Core.Datasets;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Reconciling;
using Expenses.Core.Retention;
using Expenses.Core.Runs;
using Expenses.Core.Syncs;
using Expenses.Core.Webhooks;
using Expenses.Storage.Access;
using Expenses.Storage.Companies;
using Expenses.Storage.Connections;
using Expenses.Storage.Data;
using Expenses.Storage.Datasets;
using Expenses.Storage.Lists;
using Expenses.Storage.Pushing;
using Expenses.Storage.Receipts;
using Expenses.Storage.Reconciling;
using Expenses.Storage.Retention;
using Expenses.Storage.Runs;
using Expenses.Storage.Start;
using Expenses.Storage.Syncs;
using Expenses.Storage.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Expenses.Storage;

/// <summary>Registers the adapters of this project.</summary>
public static class ExpensesStorageRegistration
{
    /// <summary>
    /// Registers every storing port of Expenses.Core on the storage account of <see cref="StorageOptions.ConnectionName"/>
    /// (queues: <see cref="StorageOptions.QueueConnectionName"/>), the service clients, and a hosted service that creates tables, containers and queues. Register it before
    /// hosted services that use a port. What holds secrets asks for an <see cref="ISecretProtector"/>, which comes from elsewhere. The connection is read when the host starts; a missing setting fails the start.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">Holds section <see cref="StorageOptions.Section"/> and the connection.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddExpensesStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Validate(options => !string.IsNullOrWhiteSpace(options.ConnectionName), $"{StorageOptions.Section}:ConnectionName is empty.")
            .Validate(
                options => options.StartDeadline >= TimeSpan.Zero && options.StartDeadline <= StorageOptions.LongestStart,
                $"{StorageOptions.Section}:StartDeadline must be between zero and {StorageOptions.LongestStart}.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new StorageNames(OptionsOf(provider).NamePrefix));
        services.AddSingleton(provider => StorageConnection.Open(
            configuration, OptionsOf(provider).ConnectionName, StorageOptions.QueueConnectionName, StorageRetries.Default));
        services.AddSingleton(provider => provider.GetRequiredService<StorageClients>().Tables);
        services.AddSingleton(provider => provider.GetRequiredService<StorageClients>().Blobs);
        services.AddSingleton(provider => provider.GetRequiredService<StorageClients>().Queues);
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<StorageCreation>(provider, configuration));
        return services.AddAdapters();
    }

    private static IServiceCollection AddAdapters(this IServiceCollection services) => services
        .AddSingleton<IApiKeyStore, TableApiKeyStore>()
        .AddSingleton<IKeyedRequestStore, TableKeyedRequestStore>()
        .AddSingleton<IRequestQuotaStore, TableRequestQuotaStore>()
        .AddSingleton<LinkSecrets>()
        .AddSingleton<ListIndexes>()
        .AddSingleton<CompanyLists>()
        .AddSingleton<DatasetLists>()
        .AddSingleton<ICompanyStore, TableCompanyStore>()
        .AddSingleton<ICompanySettingsStore, TableCompanySettingsStore>()
        .AddSingleton<IConfigurationCheckStore, TableConfigurationCheckStore>()
        .AddSingleton<IDatasetStore, BlobDatasetStore>()
        .AddSingleton<ITransactionHistory, TableTransactionHistory>()
        .AddSingleton<OutstandingRuns>()
        .AddSingleton<IExpenseRunStore, TableExpenseRunStore>()
        .AddSingleton<OutstandingSyncs>()
        .AddSingleton<ISyncStore, TableSyncStore>()
        .AddSingleton<ISyncTransactionStore, TableSyncTransactionStore>()
        .AddSingleton<ISyncRequestQueue, StorageSyncRequestQueue>()
        .AddSingleton<IPushIntentStore, TablePushIntentStore>()
        .AddSingleton<IAttachmentIntentStore, TableAttachmentIntentStore>()
        .AddSingleton<IPushOperationStore, TablePushOperationStore>()
        .AddSingleton<IRemoteSyncStore, TableRemoteSyncStore>()
        .AddSingleton<IReconciliationStore, TableReconciliationStore>()
        .AddSingleton<IReceiptStore, BlobReceiptStore>()
        .AddSingleton<IWebhookConsumerStore, TableWebhookConsumerStore>()
        .AddSingleton<WaitingMessages>()
        .AddSingleton<IWebhookBacklog>(provider => provider.GetRequiredService<WaitingMessages>())
        .AddSingleton<IWebhookMessageStore, TableWebhookMessageStore>()
        .AddSingleton<StorageEventPublisher>()
        .AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<StorageEventPublisher>())
        .AddSingleton<IEventOutbox>(provider => provider.GetRequiredService<StorageEventPublisher>())
        .AddSingleton<CommittedEvents>()
        .AddSingleton<ICommittedEvents>(provider => provider.GetRequiredService<CommittedEvents>())
        .AddSingleton<IMappedAccounts, TableMappedAccounts>()
        .AddSingleton<DeletedCompanies>()
        .AddSingleton<CompanyErasure>()
        .AddSingleton<AbandonedChunks>()
        .AddSingleton<OldMessages>()
        .AddSingleton<IRetention, StorageRetention>()
        .AddSingleton<IPullOperationStore, TablePullOperationStore>()
        .AddSingleton<IRecordPushStore, TableRecordPushStore>()
        .AddSingleton<IReferenceDataStore, BlobReferenceDataStore>()
        .AddSingleton<ICompanyRecords, CompanyRecords>();

    private static StorageOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
