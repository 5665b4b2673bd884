using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>What every execution shares.</summary>
internal sealed record OrchestrationServices(DurableEngineOptions Options, IDurableFunctions Functions, ILoggerFactory Loggers);
