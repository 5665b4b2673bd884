using Expenses.Core.Companies.Checking;
using Expenses.Core.Connectors;
using Expenses.Core.Pushing;
using Expenses.Core.Receipts;
using Expenses.Core.Reconciling;
using Expenses.Core.Syncs;
using ExpensesFunctions.Data;
using ExpensesFunctions.Retention;
using ExpensesFunctions.Reconciling;
using ExpensesFunctions.Rounds;
using ExpensesFunctions.Runs;
using ExpensesFunctions.Triggers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ExpensesFunctions.Composition;

/// <summary>Registers the built-in engine and the expense runs on top of it.</summary>
internal static class ExpenseSyncServices
{
    public static IServiceCollection AddExpenseSync(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExpenseRunOptions>()
            .Bind(configuration.GetSection(ExpenseRunOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddOptions<OrchestrationOptions>()
            .Bind(configuration.GetSection(OrchestrationOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddOptions<RetentionOptions>()
            .Bind(configuration.GetSection(RetentionOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddOptions<ReconciliationOptions>()
            .Bind(configuration.GetSection(ReconciliationOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddOptions<ConfigurationCheckOptions>()
            .Bind(configuration.GetSection(ConfigurationCheckOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton<ConnectorRegistry>();
        services.AddSingleton<ReceiptAttacher>();
        services.AddSingleton<BuiltInSyncService>();
        services.AddSingleton<IExpenseSyncService>(provider => provider.GetRequiredService<BuiltInSyncService>());
        services.AddSingleton<ISyncRetry>(provider => provider.GetRequiredService<BuiltInSyncService>());

        services.AddSingleton<PlatformSupport>();
        services.AddSingleton<TransactionScreening>();
        services.AddSingleton<ITransactionPutting, TransactionPutting>();

        services.AddSingleton<SyncWork>();
        services.AddSingleton<SyncLoading>();
        services.AddSingleton<SyncFinishing>();
        services.AddSingleton<SyncEnding>();
        services.AddSingleton<ChunkPreparation>();
        services.AddSingleton<BatchPush>();
        services.AddSingleton<PushSettlement>();
        services.AddSingleton<PushOperationSettlement>();
        services.AddSingleton<ChunkAbandonment>();

        services.AddSingleton<IDataReadStarter, DataReadStarter>();
        services.AddSingleton<IRecordPushStarter, RecordPushStarter>();

        services.AddSingleton<CompanyRounds>();
        services.AddSingleton<DailyRounds>();
        services.AddSingleton<ConfigurationChecking>();
        services.AddSingleton<LedgerReaders>();
        services.AddSingleton<LedgerSide>();
        services.AddSingleton<RecordedWalk>();
        services.AddSingleton<ReconciliationWork>();
        services.AddSingleton<DriftAcknowledging>();
        services.AddSingleton<IReconciliationStarter, ReconciliationStarter>();

        services.AddSingleton<ExpenseRunInputs>();
        services.AddSingleton<OutstandingRunCare>();
        services.AddSingleton<ExpenseMarking>();
        services.AddSingleton<IExpenseRunStarter, ExpenseRunStarter>();
        return services;
    }
}
