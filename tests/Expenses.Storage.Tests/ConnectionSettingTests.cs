using Expenses.Storage.Connections;
using Microsoft.Extensions.Configuration;

namespace Expenses.Storage.Tests;

/// <summary>Connections by identity: what is no https address is refused, and named.</summary>
public sealed class ConnectionSettingTests
{
    [Theory]
    [InlineData("blobServiceUri", "http://account.blob.core.windows.net")]
    [InlineData("tableServiceUri", "/tables")]
    [InlineData("queueServiceUri", "account")]
    [InlineData("queueServiceUri", "file:///queues")]
    [InlineData("accountName", "an account")]
    [InlineData("accountName", "")]
    public void Open_WhatGivesNoHttpsAddress_IsRefusedAndNamed(string part, string value)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Account:blobServiceUri"] = "https://account.blob.core.windows.net",
            ["Account:tableServiceUri"] = "https://account.table.core.windows.net",
            ["Account:queueServiceUri"] = part == "accountName" ? null : "https://account.queue.core.windows.net",
            [$"Account:{part}"] = value,
        };

        var failure = Assert.Throws<InvalidOperationException>(() => Open(settings));

        Assert.Contains($"Account__{part}", failure.Message, StringComparison.Ordinal);
    }

    private static StorageClients Open(Dictionary<string, string?> settings) =>
        StorageConnection.Open(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "Account", "Account", retries: 0);
}
