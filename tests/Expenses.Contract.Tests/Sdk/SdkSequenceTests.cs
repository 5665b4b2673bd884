using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Expenses.Contract.Tests.Service;
using Expenses.Testing.Processes;
using Xunit.Abstractions;

namespace Expenses.Contract.Tests.Sdk;

/// <summary>Codat's published npm SDK against our service, with only the server's address and the key changed.</summary>
[Collection(ContractServiceCollection.Name)]
public sealed class SdkSequenceTests(ContractService service, ITestOutputHelper output)
{
    [Fact]
    public async Task Published_sdk_drives_the_whole_sequence()
    {
        var result = await RunAsync();

        Assert.All(result.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("understood").GetBoolean(), $"{step}"));
        AssertSetUp(result);
        AssertSynced(result);
        AssertRefused(result.GetProperty("missing"));
        await AssertLedgerAsync(result);
    }

    private static void AssertSetUp(JsonElement result)
    {
        Assert.Equal("Company Sequence1", result.GetProperty("shown").GetProperty("name").GetString());
        Assert.Equal("Accounting", result.GetProperty("accounting").GetProperty("sourceType").GetString());
        Assert.Equal("Linked", result.GetProperty("partner").GetProperty("status").GetString());
        Assert.Equal("091", result.GetProperty("stored").GetProperty("bankAccount").GetProperty("id").GetString());
        Assert.NotEmpty(result.GetProperty("options").GetProperty("accounts").EnumerateArray());
        Assert.NotEmpty(result.GetProperty("options").GetProperty("taxRates").EnumerateArray());
    }

    private static void AssertSynced(JsonElement result)
    {
        var status = result.GetProperty("status");
        Assert.Equal(2000, status.GetProperty("syncStatusCode").GetInt32());
        Assert.True(status.GetProperty("dataPushed").GetBoolean());
        Assert.Equal(status.GetProperty("syncId").GetString(), result.GetProperty("latest").GetProperty("syncId").GetString());
        Assert.Equal(status.GetProperty("syncId").GetString(), result.GetProperty("successful").GetProperty("syncId").GetString());
        var sent = result.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());
        var transactions = result.GetProperty("transactions").EnumerateArray().ToList();
        Assert.Equal(sent, transactions.Select(one => one.GetProperty("transactionId").GetString()));
        Assert.All(transactions, one => Assert.Equal("Completed", one.GetProperty("status").GetString()));
        Assert.All(transactions, one => Assert.Equal("expenses", one.GetProperty("integrationType").GetString()));
        Assert.Equal(4, result.GetProperty("attachments").GetArrayLength());
    }

    private static void AssertRefused(JsonElement missing)
    {
        Assert.Equal(404, missing.GetProperty("statusCode").GetInt32());
        Assert.StartsWith("No company was found with ID", missing.GetProperty("error").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    // The receipt left the SDK as a list of decimals (codat-contract T8); in the ledger it is the file again.
    private async Task AssertLedgerAsync(JsonElement result)
    {
        using var http = service.Running.CreateClient();
        var ledger = new Ledger(http, result.GetProperty("companyId").GetString()!, result.GetProperty("accounting").GetProperty("id").GetString()!);
        var attachments = (await ledger.JournalsAsync()).SelectMany(journal => journal.GetProperty("attachments").EnumerateArray()).ToList();
        Assert.Equal(4, attachments.Count);
        foreach (var attachment in attachments)
        {
            Assert.Equal(SampleReceipt.Sha256, await ledger.AttachmentSha256Async(attachment.GetProperty("attachmentId").GetString()!));
        }
    }

    private async Task<JsonElement> RunAsync()
    {
        var key = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(RunningService.ApiKey)));
        var (result, printed) = await NodeScript.RunAsync(Path.Combine("Sdk", "sequence.cjs"), new Dictionary<string, string>
        {
            ["SERVER_URL"] = service.Running.BaseAddress.ToString().TrimEnd('/'),
            ["AUTH_HEADER"] = key.ToString(),
            ["RECEIPT"] = SampleReceipt.Path,
        });
        output.WriteLine(printed);
        output.WriteLine($"calls: {result.GetProperty("steps").GetArrayLength()}");
        return result;
    }
}
