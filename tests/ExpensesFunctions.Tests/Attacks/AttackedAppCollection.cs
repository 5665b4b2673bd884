using Expenses.Testing;

namespace ExpensesFunctions.Tests.Attacks;

/// <summary>Attacks have an emulator of their own, so that they run beside the tests of the running app: they mostly wait.</summary>
[CollectionDefinition(Name)]
public sealed class AttackedAppCollection : ICollectionFixture<AttackedStorage>
{
    public const string Name = "Attacked app";
}

/// <summary>An emulator for attacks only: apps on one account take each other's queue messages.</summary>
public sealed class AttackedStorage : IAsyncLifetime
{
    private AzuriteServer? _server;

    public AzuriteServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialised by xunit.");

    public async Task InitializeAsync() => _server = await AzuriteServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
