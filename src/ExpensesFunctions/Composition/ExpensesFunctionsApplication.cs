using Expenses.Connectors.Sandbox;
using Expenses.Storage;
using ExpensesFunctions.Http;
using ExpensesFunctions.Telemetry;
using ExpensesFunctions.Webhooks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ExpensesFunctions.Composition;

/// <summary>The app's wiring: the one place where its parts meet, called by the Functions worker and by LocalHost alike.</summary>
public static class ExpensesFunctionsApplication
{
    /// <summary>Registers every service and middleware of the app.</summary>
    /// <param name="builder">The worker being built; ASP.NET Core integration is already on.</param>
    /// <param name="configuration">Settings, <c>:</c> between levels.</param>
    /// <returns>The same builder.</returns>
    public static IFunctionsWorkerApplicationBuilder AddExpensesFunctions(
        this IFunctionsWorkerApplicationBuilder builder,
        IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        TraceKeeping.Start();
        builder.Services.AddOptions<TelemetryOptions>()
            .Bind(configuration.GetSection(TelemetryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddExpensesStorage(configuration);
        builder.Services.AddSandboxPlatform(configuration);
        builder.Services.AddExpenseSync(configuration);
        builder.Services.AddSyncEngine(configuration);
        builder.Services.AddWebhooks(configuration);
        builder.Services.AddExpensesHttp(configuration);
        builder.UseExpensesHttp();
        return builder;
    }
}
