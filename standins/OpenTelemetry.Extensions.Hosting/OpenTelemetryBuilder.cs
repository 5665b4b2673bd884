using Microsoft.Extensions.DependencyInjection;

namespace OpenTelemetry;

/// <summary>What telemetry is configured on. Nothing is exported here: no host starts what is configured.</summary>
public sealed class OpenTelemetryBuilder : IOpenTelemetryBuilder
{
    internal OpenTelemetryBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }
}
