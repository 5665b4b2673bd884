using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Tests.Durable;

/// <summary>What the durable engine sees of an app, without the engine.</summary>
internal static class DurableFunctionsHarness
{
    public static CatalogDurableFunctions Of(Type functions, Action<IFunctionsWorkerApplicationBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var worker = new WorkerApplicationBuilder(services);
        configure?.Invoke(worker);
        var invoker = new FunctionInvoker(
            worker.BuildPipeline(FunctionInvoker.Function),
            () => throw new InvalidOperationException("no client here"));
        var scopes = services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        return new CatalogDurableFunctions(FunctionCatalog.Of([functions]), invoker, scopes);
    }
}
