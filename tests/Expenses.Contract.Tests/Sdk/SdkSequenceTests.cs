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
        var result = await service.SequenceAsync(output);

        Assert.All(result.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("understood").GetBoolean(), $"{step}"));
        AssertSetUp(result);
        AssertSynced(result);
        AssertOtherKinds(result.GetProperty("others"));
        AssertRefused(result.GetProperty("missing"));
        await AssertLedgerAsync(result);
    }

    [Fact]
    public async Task Published_libraries_accept_the_webhook_of_the_sequence_and_refuse_what_was_altered()
    {
        var result = await service.SequenceAsync(output);
        var webhooks = result.GetProperty("webhooks");

        Assert.Equal("expenses.sync.successful", webhooks.GetProperty("event").GetProperty("eventType").GetString());
        Assert.Equal(
            result.GetProperty("status").GetProperty("syncId").GetString(),
            webhooks.GetProperty("event").GetProperty("payload").GetProperty("syncId").GetString());
        Assert.Contains(webhooks.GetProperty("consumer").GetProperty("id").GetString(), webhooks.GetProperty("listed").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        foreach (var verdict in webhooks.GetProperty("verdicts").EnumerateObject())
        {
            output.WriteLine($"{verdict.Name}: {verdict.Value}");
            var accepts = verdict.Value.EnumerateObject().Select(library => library.Value.GetString() == "accepted").ToList();
            Assert.Equal(2, accepts.Count);
            Assert.All(accepts, accepted => Assert.Equal(verdict.Name == "untouched", accepted));
        }
    }

    [Fact]
    public async Task Published_platform_sdk_parses_every_answer_strictly()
    {
        var (result, printed) = await NodeScript.RunAsync(Path.Combine("Sdk", "strict.cjs"), service.SdkEnvironment);

        output.WriteLine($"{printed}calls: {string.Join(", ", result.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()).Distinct())}");
        Assert.Equal("ErrorMessage", result.GetProperty("missing").GetProperty("thrown").GetString());
        Assert.Equal("ErrorMessage", result.GetProperty("malformed").GetProperty("thrown").GetString());
        Assert.Equal(5, result.GetProperty("told").EnumerateArray().Select(type => type.GetString()).Distinct().Count());
    }

    private static void AssertOtherKinds(JsonElement others)
    {
        Assert.Equal(["update", "transfer", "adjustment", "reimbursement"], others.EnumerateObject().Select(kind => kind.Name));
        Assert.All(
            others.EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray()),
            status => Assert.Equal((2000, true), (status.GetProperty("syncStatusCode").GetInt32(), status.GetProperty("dataPushed").GetBoolean())));
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
}
