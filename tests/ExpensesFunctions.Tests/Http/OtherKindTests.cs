using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using Expenses.Core.Transactions;

namespace ExpensesFunctions.Tests.Http;

/// <summary>Transfers, adjustments, reimbursable expenses and updates as requests (codat-contract §2.6, T4, T17).</summary>
public sealed class OtherKindTests(HttpApp app) : IClassFixture<HttpApp>
{
    [Fact]
    public async Task Transfer_is_put_under_the_id_of_its_address_with_200()
    {
        var id = Guid.NewGuid();

        var (status, body) = await SendAsync(HttpMethod.Put, $"transfer-transactions/{id.ToString().ToUpperInvariant()}", OtherKinds.Transfer());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.TryGetProperty("syncId", out _));
        var transfer = Assert.IsType<TransferTransaction>(app.Service.Puts.Last().New);
        Assert.Equal((id.ToString(), new TransferSide("bank", 100m), new TransferSide("travel", 100m)), (transfer.Id.Value, transfer.From, transfer.To));
    }

    [Theory]
    [InlineData("reimbursable-expense-transactions")]
    [InlineData("reimburseable-expense-transactions")]
    public async Task Reimbursable_expense_is_stored_with_its_lines_under_both_spellings(string path)
    {
        var id = Guid.NewGuid().ToString();

        var (status, _) = await SendAsync(HttpMethod.Post, path, new JsonArray(OtherKinds.Bill(id)));

        Assert.Equal(HttpStatusCode.OK, status);
        var dataset = app.Service.Initiated.Last().DatasetIds[0];
        var bill = Assert.IsType<ReimbursableExpenseTransaction>(
            Assert.Single(app.Service.Datasets.Single(entry => entry.Key.Id == dataset).Value));
        Assert.Equal((id, "supplier", "Taxi", "customer"), (bill.Id.Value, bill.SupplierId, bill.Lines[0].Description, bill.Lines[0].InvoiceToCustomerId));
    }

    [Fact]
    public async Task Adjustment_keeps_its_signs_and_tags_of_suppliers()
    {
        var (status, _) = await SendAsync(HttpMethod.Post, "adjustment-transactions", new JsonArray(OtherKinds.Adjustment()));

        Assert.Equal(HttpStatusCode.OK, status);
        var dataset = app.Service.Initiated.Last().DatasetIds[0];
        var adjustment = Assert.IsType<AdjustmentTransaction>(
            Assert.Single(app.Service.Datasets.Single(entry => entry.Key.Id == dataset).Value));
        Assert.Equal([25m, -25m], adjustment.Lines.Select(line => line.Amount));
        Assert.Equal(new TrackingReference("supplier", TrackingDataType.Suppliers), Assert.Single(adjustment.Lines[0].TrackingReferences));
    }

    [Theory]
    [InlineData("expense-transactions/0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11")]
    [InlineData("expense-transactions/not-a-guid")]
    [InlineData("reimbursable-expense-transactions/0b5bd5f4-5f2c-4d2d-9f8e-0c5d5c1b1a11")]
    [InlineData("reimburseable-expense-transactions/not-a-guid")]
    public async Task Update_of_an_unknown_transaction_is_404(string path)
    {
        var body = path.StartsWith("exp", StringComparison.Ordinal) ? Sample.Transaction() : OtherKinds.Bill(Guid.NewGuid().ToString());

        var (status, _) = await SendAsync(HttpMethod.Put, path, body);

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task Update_without_an_id_in_its_address_takes_the_one_of_the_body()
    {
        var id = Guid.NewGuid().ToString();

        var (status, body) = await SendAsync(HttpMethod.Put, "expense-transactions", Sample.Transaction(id));

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal($"No transaction was found with ID {id}", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Attachment_of_a_transfer_is_refused_before_the_file_is_stored()
    {
        var company = new CompanyKey(new ClientId("client-a"), new CompanyId(app.Company));
        var sync = new SyncId(Guid.NewGuid().ToString());
        var transfer = new TransactionId(Guid.NewGuid().ToString());
        await app.Syncs.AddAsync(new SyncRecord
        {
            Company = company, Id = sync, DatasetIds = [], Requested = DateTimeOffset.UnixEpoch, CorrelationId = "c", Stage = SyncStage.Finished, Code = SyncStatusCode.Complete, TransactionCount = 1,
        });
        await app.Syncs.SaveAsync(company, sync, [new SyncTransaction(0, transfer, TransactionStatus.Completed, RecordId: "1", Kind: TransactionKind.Transfer)]);
        var writesBefore = app.Log.Writes;

        using var response = await app.Client.PostAsync(
            app.Address($"sync/expenses/syncs/{sync}/transactions/{transfer}/attachments"), new ByteArrayContent("%PDF-1.7"u8.ToArray()));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("takes no attachments for transaction", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(writesBefore, app.Log.Writes);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, app.Address($"sync/expenses/{path}"))
        {
            Content = new StringContent(body.ToJsonString(), null, "application/json"),
        };
        using var response = await app.Client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
