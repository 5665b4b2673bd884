using Expenses.Testing.Processes;

namespace Expenses.Contract.Tests.Service;

/// <summary>One running service for all tests of this project; each makes companies of its own.</summary>
public sealed class ContractService : IAsyncLifetime
{
    private RunningService? _service;

    public RunningService Running => _service ?? throw new InvalidOperationException("The service has not been started.");

    public async Task InitializeAsync() => _service = await RunningService.StartAsync();

    public async Task DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }
}

/// <summary>The collection of the tests that share the service.</summary>
[CollectionDefinition(Name)]
public sealed class ContractServiceCollection : ICollectionFixture<ContractService>
{
    public const string Name = "running service";
}
