using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;
using Expenses.Core.Syncs;
using Expenses.Core.Telemetry;

namespace Expenses.Core.Receipts;

/// <summary>
/// Attaches a stored receipt to the ledger record a transaction became: at most once, whatever dies in between
/// (design section 4: the key is the transaction and the file's hash).
/// </summary>
/// <param name="companies">Companies and connections.</param>
/// <param name="transactions">Transaction metadata: whether and where the transaction landed.</param>
/// <param name="pushes">Push intents: through which connection the transaction landed.</param>
/// <param name="intents">Attachment intents.</param>
/// <param name="receipts">The files.</param>
/// <param name="connectors">The platforms.</param>
public sealed class ReceiptAttacher(
    ICompanyStore companies,
    ISyncTransactionStore transactions,
    IPushIntentStore pushes,
    IAttachmentIntentStore intents,
    IReceiptStore receipts,
    ConnectorRegistry connectors)
{
    /// <summary>Attaches the receipt; see <see cref="IExpenseSyncService.AttachAsync"/>.</summary>
    /// <param name="company">Whose.</param>
    /// <param name="sync">The sync the transaction landed in.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Gives up waiting; ask again.</param>
    /// <returns>The platform's id of the attachment.</returns>
    public async Task<string> AttachAsync(
        CompanyKey company, SyncId sync, TransactionId transaction, Receipt receipt, CancellationToken cancellationToken)
    {
        var (recordId, entry) = await LandedRecordAsync(company, sync, transaction, cancellationToken);
        var connection = await AccountingConnectionAsync(company, cancellationToken);
        await RefuseAnotherLedgerAsync(company, transaction, connection, cancellationToken);
        var connector = connectors.For(connection);
        RefuseKind(connector, entry);
        RefuseUnfit(connector, receipt);

        var intent = await intents.FindAsync(company, transaction, receipt.Sha256, cancellationToken);
        if (intent is { State: PushIntentState.Completed, AttachmentId: { } known })
        {
            return known;
        }

        if (intent is { State: PushIntentState.Sent or PushIntentState.Unknown }
            && await connector.FindAttachmentAsync(connection, recordId, intent.IdempotencyKey(), cancellationToken) is { } landed)
        {
            ExpensesMetrics.ReceiptDecided("attached", connector.Platform.Key);
            return await CompleteAsync(intent, landed, cancellationToken);
        }

        intent = await intents.SaveAsync(
            (intent ?? new AttachmentIntent { Company = company, TransactionId = transaction, Sha256 = receipt.Sha256 }) with
            {
                State = PushIntentState.Sent,
            },
            cancellationToken);
        return await SendAsync(connector, connection, recordId, receipt, intent, cancellationToken);
    }

    private async Task<string> SendAsync(
        IAccountingConnector connector,
        Connection connection,
        string recordId,
        Receipt receipt,
        AttachmentIntent intent,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await receipts.OpenReadAsync(receipt, cancellationToken);
            var attachmentId = await connector.AttachAsync(
                connection,
                new AttachmentUpload(
                    intent.IdempotencyKey(), recordId, receipt.FileName, receipt.MediaType, receipt.SizeBytes, receipt.Sha256, content),
                cancellationToken);
            ExpensesMetrics.ReceiptDecided("attached", connector.Platform.Key);
            return await CompleteAsync(intent, attachmentId, cancellationToken);
        }
        catch (ConnectorException e) when (e.Category == FailureCategory.Rejected)
        {
            await intents.SaveAsync(intent with { State = PushIntentState.Failed, Message = e.Message }, cancellationToken);
            ExpensesMetrics.ReceiptDecided("refused", connector.Platform.Key);
            throw new ContractException(400, e.Message);
        }
    }

    private async Task<string> CompleteAsync(AttachmentIntent intent, string attachmentId, CancellationToken cancellationToken)
    {
        await intents.SaveAsync(
            intent with { State = PushIntentState.Completed, AttachmentId = attachmentId, Message = null }, cancellationToken);
        return attachmentId;
    }

    private async Task<(string RecordId, SyncTransaction Landed)> LandedRecordAsync(CompanyKey company, SyncId sync, TransactionId transaction, CancellationToken cancellationToken)
    {
        var entries = await transactions.FindAsync(company, sync, transaction, cancellationToken);
        if (entries.Count == 0)
        {
            throw Refusals.NotFound("transaction", transaction.Value);
        }

        return entries.FirstOrDefault(e => e is { IntegrationType: IntegrationType.Expense, Status: TransactionStatus.Completed }) is { RecordId: { } record } landed
            ? (record, landed)
            : throw new ContractException(
                400, $"Transaction {transaction} is not completed in sync {sync}; a receipt can be attached to what is in the ledger only.");
    }

    private async Task<Connection> AccountingConnectionAsync(CompanyKey company, CancellationToken cancellationToken)
    {
        var connections = await companies.ListConnectionsAsync(company, cancellationToken);
        return connections.FirstOrDefault(c => c is { SourceType: SourceType.Accounting, Status: ConnectionStatus.Linked })
            ?? throw new ContractException(422, "Company needs to have two valid data connections.");
    }

    // The record's id would be another record's, or nobody's, in the ledger that the company has now.
    private async Task RefuseAnotherLedgerAsync(
        CompanyKey company, TransactionId transaction, Connection connection, CancellationToken cancellationToken)
    {
        var known = await pushes.FindAsync(company, [transaction], cancellationToken);
        if (known.GetValueOrDefault(transaction) is { } intent && intent.Connection != connection.Id)
        {
            throw new ContractException(400, Refusals.InAnotherLedger(transaction));
        }
    }

    private static void RefuseKind(IAccountingConnector connector, SyncTransaction landed)
    {
        if (connector.Capabilities.Attachments is not null && !connector.Capabilities.TakesAttachments(landed.Kind, landed.Type))
        {
            throw Refusals.NoAttachments(connector.Platform.Name, landed.TransactionId, landed.Type?.ToString() ?? landed.Kind.ToString());
        }
    }

    // codat-contract §4.7, in its order: platform, then size, then extension.
    private static void RefuseUnfit(IAccountingConnector connector, Receipt receipt)
    {
        var rules = connector.Capabilities.Attachments
            ?? throw new ContractException(400, $"{connector.Platform.Name} does not take attachments.");
        if (receipt.SizeBytes > rules.MaxBytes)
        {
            throw Refusals.Invalid("content", $"The file has {receipt.SizeBytes} bytes; {connector.Platform.Name} takes at most {rules.MaxBytes}.", "MaxSize");
        }

        var extension = Path.GetExtension(receipt.FileName).TrimStart('.').ToLowerInvariant();
        if (!rules.Extensions.Contains(extension))
        {
            throw Refusals.Invalid("fileName", $"{connector.Platform.Name} does not take '{extension}' files.", "FileExtension");
        }
    }
}
