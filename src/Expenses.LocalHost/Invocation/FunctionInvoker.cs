using Expenses.LocalHost.Catalog;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Invocation;

/// <summary>
/// Runs a function inside the worker's middleware, whatever started it. Awaits only what the pipeline returns and never
/// moves to another thread, because orchestrators pass through here too.
/// </summary>
internal sealed class FunctionInvoker(FunctionExecutionDelegate pipeline, Func<DurableTaskClient> durableClient)
{
    /// <summary>The end of every pipeline.</summary>
    public static FunctionExecutionDelegate Function { get; } = async context =>
    {
        var call = context.Features.Get<FunctionCall>()
            ?? throw new InvalidOperationException("A middleware passed on a context without the features of the invocation.");
        call.Reached = true;
        call.Result = await call.Function.Target.InvokeAsync(context, call);
    };

    /// <summary>Runs one invocation.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">What started it.</param>
    /// <param name="services">The scope of this invocation.</param>
    /// <param name="cancellationToken">Given to the function.</param>
    /// <returns>What the function returned, or that it was not reached. The function's own exceptions come through unwrapped.</returns>
    public async Task<FunctionCall> InvokeAsync(
        FunctionDescriptor function,
        TriggerInput trigger,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        var call = new FunctionCall(function, trigger.Value, durableClient);
        var context = new LocalFunctionContext(function.Definition, trigger.BindingData, services, cancellationToken);
        context.Features.Set(call);
        foreach (var (key, value) in trigger.Items)
        {
            context.Items[key] = value;
        }

        await pipeline(context);
        return call;
    }
}
