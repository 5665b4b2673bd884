using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Invocation;

/// <summary>The app's orchestrators, activities and entities, as the durable engine calls them.</summary>
internal sealed class CatalogDurableFunctions(FunctionCatalog catalog, FunctionInvoker invoker, IServiceScopeFactory scopes) : IDurableFunctions
{
    /// <summary>The key under which an activity's trigger brings the orchestration's id.</summary>
    private const string InstanceId = "instanceId";

    public bool HasOrchestrator(string name) => catalog.Find(TriggerKind.Orchestration, name) is not null;

    public bool HasActivity(string name) => catalog.Find(TriggerKind.Activity, name) is not null;

    public bool HasEntity(string name) => catalog.Find(TriggerKind.Entity, name) is not null;

    /// <inheritdoc/>
    /// <remarks>
    /// Middleware runs once for every replay, as on the platform. An episode that stops at an incomplete task leaves this
    /// method unfinished, and its scope with it; the collector takes both.
    /// </remarks>
    public async Task<object?> RunOrchestratorAsync(string name, TaskOrchestrationContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await RunAsync(TriggerKind.Orchestration, name, context, context.InstanceId, scope.ServiceProvider, CancellationToken.None);
    }

    public async Task<object?> RunActivityAsync(
        string name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await RunAsync(TriggerKind.Activity, name, serializedInput, instanceId, scope.ServiceProvider, cancellationToken);
    }

    public async ValueTask<object?> RunEntityAsync(string name, TaskEntityOperation operation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await RunAsync(TriggerKind.Entity, name, operation, operation.Context.Id.ToString(), scope.ServiceProvider, CancellationToken.None);
    }

    private async Task<object?> RunAsync(
        TriggerKind kind, string name, object? value, string instanceId, IServiceProvider services, CancellationToken cancellationToken)
    {
        var function = catalog.Find(kind, name) ?? throw new ArgumentException($"There is no {kind} function '{name}'.", nameof(name));
        var input = new TriggerInput(value)
        {
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { [InstanceId] = instanceId },
        };
        return (await invoker.InvokeAsync(function, input, services, cancellationToken)).Result;
    }
}
