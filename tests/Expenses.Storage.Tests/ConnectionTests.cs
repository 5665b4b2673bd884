using Expenses.Storage.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Expenses.Storage.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public void Open_AccountName_GivesTheAccountsThreeServices()
    {
        var clients = StorageConnection.Open(Settings(("Store:accountName", "acme")), "Store", "Store", retries: 0);

        Assert.Equal("acme.table.core.windows.net", clients.Tables.Uri.Host);
        Assert.Equal("acme.blob.core.windows.net", clients.Blobs.Uri.Host);
        Assert.Equal("acme.queue.core.windows.net", clients.Queues.Uri.Host);
    }

    [Fact]
    public void Open_ServiceAddresses_WinOverTheAccountName()
    {
        var clients = StorageConnection.Open(
            Settings(
                ("Store:accountName", "acme"),
                ("Store:tableServiceUri", "https://t.example"),
                ("Store:blobServiceUri", "https://b.example"),
                ("Store:queueServiceUri", "https://q.example")),
            "Store",
            "Store",
            retries: 0);

        Assert.Equal(["t.example", "b.example", "q.example"], [clients.Tables.Uri.Host, clients.Blobs.Uri.Host, clients.Queues.Uri.Host]);
    }

    [Fact]
    public void Open_TwoSettings_TakesQueuesFromTheirsAndNeedsNoQueuesInTheOther()
    {
        var clients = StorageConnection.Open(
            Settings(
                ("Ledger:tableServiceUri", "https://led.table.example"),
                ("Ledger:blobServiceUri", "https://led.blob.example"),
                ("Engine:queueServiceUri", "https://eng.queue.example")),
            "Ledger",
            "Engine",
            retries: 0);

        Assert.Equal(
            ["led.table.example", "led.blob.example", "eng.queue.example"],
            [clients.Tables.Uri.Host, clients.Blobs.Uri.Host, clients.Queues.Uri.Host]);
    }

    [Theory]
    [InlineData("tableServiceUri", "blobServiceUri", "Store__queueServiceUri")]
    [InlineData("tableServiceUri", "queueServiceUri", "Store__blobServiceUri")]
    [InlineData("blobServiceUri", "queueServiceUri", "Store__tableServiceUri")]
    public void Open_OneAddressMissing_NamesIt(string first, string second, string missing)
    {
        var settings = Settings(($"Store:{first}", "https://a.example"), ($"Store:{second}", "https://b.example"));
        var failure = Assert.Throws<InvalidOperationException>(() => StorageConnection.Open(settings, "Store", "Store", retries: 0));

        Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AddressThatIsNone_NamesTheSetting()
    {
        var failure = Assert.Throws<InvalidOperationException>(
            () => StorageConnection.Open(Settings(("Store:tableServiceUri", "acme")), "Store", "Store", retries: 0));

        Assert.Contains("Store__tableServiceUri", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AccountName=acme;AccountKey=c2VjcmV0;Nonsense")]
    [InlineData("AccountName=acme;AccountKey=secret!")]
    [InlineData("secret")]
    public void Open_MalformedConnectionString_NamesTheSettingAndNeverItsValue(string text)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => StorageConnection.Open(Settings(("Store", text)), "Store", "Store", retries: 0));

        Assert.Contains("'Store'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_NoConnectionSet_FailsNamingTheSettingThatOptionsChose()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddExpensesStorage(Settings(("Storage:ConnectionName", "LedgerStorage")))
            .BuildServiceProvider();

        var failure = Assert.Throws<InvalidOperationException>(() => services.GetServices<IHostedService>().ToList());
        Assert.Contains("'LedgerStorage'", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
