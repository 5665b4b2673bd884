using System.Collections.Frozen;
using Expenses.Core.Companies;
using Expenses.Core.Connectors;
using Expenses.Core.Errors;
using Expenses.Core.Receipts;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ExpensesFunctions.Http.Receipts;

/// <summary>What may be uploaded for a company: what its accounting software takes (codat-contract §4.7).</summary>
public sealed class UploadLimits(CompanyAccess access, ConnectorRegistry connectors)
{
    // Before a ledger is linked: what nearly every platform takes.
    private static readonly AttachmentRules Unlinked = new(
        RequestLimits.ReceiptBytes,
        FrozenSet.ToFrozenSet(["bmp", "csv", "doc", "docx", "gif", "jpeg", "jpg", "pdf", "png", "rtf", "tif", "tiff", "txt", "xls", "xlsx"], StringComparer.OrdinalIgnoreCase),
        RequestLimits.ReceiptsPerExpense);

    /// <summary>The limits of the linked accounting software, or the defaults while none is linked.</summary>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The limits; null when the software takes no attachments.</returns>
    public async Task<AttachmentRules?> FindAsync(Company company, CancellationToken cancellationToken) =>
        await access.FindLedgerAsync(company, cancellationToken) is { } connection
            ? connectors.For(connection).Capabilities.Attachments
            : Unlinked;

    /// <summary>The limits, where there must be some.</summary>
    /// <param name="company">The company.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The limits.</returns>
    /// <exception cref="ContractException">400: the software takes no attachments.</exception>
    public async Task<AttachmentRules> RequireAsync(Company company, CancellationToken cancellationToken) =>
        await FindAsync(company, cancellationToken)
        ?? throw Refusals.Invalid("file", "The linked accounting software takes no attachments.", "Platform");

    /// <summary>The limits for a file of a transaction that landed, asked for before the file is stored.</summary>
    /// <param name="company">The company.</param>
    /// <param name="landed">The transaction.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The limits.</returns>
    /// <exception cref="ContractException">400: the software takes no attachments, or none for this kind of transaction (T13).</exception>
    public async Task<AttachmentRules> RequireAsync(Company company, SyncTransaction landed, CancellationToken cancellationToken)
    {
        var rules = await RequireAsync(company, cancellationToken);
        var connector = await access.FindLedgerAsync(company, cancellationToken) is { } connection ? connectors.For(connection) : null;
        return connector is null || connector.Capabilities.TakesAttachments(landed.Kind, landed.Type)
            ? rules
            : throw Refusals.NoAttachments(connector.Platform.Name, landed.TransactionId, landed.Type?.ToString() ?? landed.Kind.ToString());
    }

    /// <summary>
    /// Opens the server's own limit on bodies as far as the rules go, and refuses a body that says it is larger; while
    /// it streams, the store counts.
    /// </summary>
    /// <param name="request">The request, not read yet.</param>
    /// <param name="rules">The limits.</param>
    /// <param name="envelopeBytes">What a multipart body may have around the file.</param>
    /// <exception cref="ContractException">400: larger.</exception>
    internal static void Admit(HttpRequest request, AttachmentRules rules, long envelopeBytes)
    {
        if (request.ContentLength > rules.MaxBytes + envelopeBytes)
        {
            throw Refusals.Invalid("file", $"The file may have at most {rules.MaxBytes} bytes.", "Size");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // One byte more, so that the store sees the excess and words the refusal.
            limit.MaxRequestBodySize = rules.MaxBytes + envelopeBytes + 1;
        }
    }
}
