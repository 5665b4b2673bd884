using System.Reflection;
using Expenses.LocalHost.Replay;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Expenses.LocalHost;

/// <summary>What <see cref="LocalFunctionsHost"/> hosts, and where.</summary>
public sealed class LocalFunctionsHostOptions
{
    /// <summary>Every <c>[Function]</c> method of these assemblies is hosted.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Classes whose <c>[Function]</c> methods are hosted besides those of <see cref="Assemblies"/>.</summary>
    public IReadOnlyList<Type> FunctionTypes { get; init; } = [];

    /// <summary>The app's wiring: services and middleware.</summary>
    public Action<IFunctionsWorkerApplicationBuilder, IConfiguration>? Configure { get; init; }

    /// <summary>Path of <c>host.json</c>; null for the Functions host's defaults (route prefix <c>api</c>).</summary>
    public string? HostJsonPath { get; init; }

    /// <summary>Settings, <c>:</c> between levels. They are the app's whole configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where Kestrel listens, <c>;</c> between addresses; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7071";

    /// <summary>The SQLite file of the durable engine. Needed as soon as a function is durable or takes a durable client.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>
    /// A file for address and token of the endpoint that changes instances from the command line, there while the host
    /// runs; null for no such endpoint.
    /// </summary>
    public string? AdminFilePath { get; init; }

    /// <summary>The clock of timers, durable timers and the app.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// For recorders: gets the history of each generation of an orchestration that continues as new, which the engine
    /// forgets; on the engine's thread, possibly twice.
    /// </summary>
    public Action<StoredHistory>? OnGenerationEnded { get; init; }

    /// <summary>Adds log providers; levels come from host.json and from the settings' <c>Logging</c> section.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }
}
