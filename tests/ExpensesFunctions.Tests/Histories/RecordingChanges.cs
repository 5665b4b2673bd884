using Expenses.LocalHost.Replay;
using Microsoft.Azure.Functions.Worker;

namespace ExpensesFunctions.Tests.Histories;

/// <summary>What an app that is recorded has different from others.</summary>
/// <param name="Configure">Services and middleware, inside those of the app.</param>
/// <param name="HostJsonPath">Its host.json.</param>
/// <param name="OnGenerationEnded">Gets what the engine forgets.</param>
public sealed record RecordingChanges(Action<IFunctionsWorkerApplicationBuilder> Configure, string HostJsonPath, Action<StoredHistory> OnGenerationEnded);
