using Expenses.LocalHost.Catalog;
using Expenses.LocalHost.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace Expenses.LocalHost.Triggers;

/// <summary>Runs an invocation in a service scope of its own.</summary>
internal sealed class ScopedInvoker(FunctionInvoker invoker, IServiceScopeFactory scopes)
{
    public async Task InvokeAsync(FunctionDescriptor function, TriggerInput trigger, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await invoker.InvokeAsync(function, trigger, scope.ServiceProvider, cancellationToken);
    }
}
