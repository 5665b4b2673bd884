using Expenses.Core.Syncs;
using ExpensesFunctions.Http.Contract;
using ExpensesFunctions.Http.Contract.Help;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Syncs;

/// <summary>What became of a transaction (codat-contract §2.9); `help` is ours.</summary>
internal sealed record SyncTransactionBody(string TransactionId, TransactionStatus Status, string? Message, string IntegrationType, OutcomeHelp? Help)
{
    public static SyncTransactionBody Of(HttpRequest request, SyncTransaction transaction) => new(
        transaction.TransactionId.Value,
        transaction.Status,
        transaction.Message,
        IntegrationTypeSpelling.For(request, transaction.IntegrationType),
        OutcomeHelp.Of(request, transaction));
}
