namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>A piece of the invocation pipeline.</summary>
public interface IFunctionsWorkerMiddleware
{
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
