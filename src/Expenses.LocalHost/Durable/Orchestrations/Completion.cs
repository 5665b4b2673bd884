using Expenses.LocalHost.Durable.History;
using Microsoft.DurableTask.Client;

namespace Expenses.LocalHost.Durable.Orchestrations;

/// <summary>How an execution ended; a next generation when it continues as new.</summary>
internal sealed record Completion(int EventId, OrchestrationRuntimeStatus Status, string? Output, Failure? Failure, NextGeneration? Next = null);

/// <summary>The last call of ContinueAsNew (durable-semantics §7).</summary>
internal sealed record NextGeneration(string? Input, string? Version);
