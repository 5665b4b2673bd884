using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rest;

/// <summary>An entity-group transaction: up to 100 actions on one partition, all or none.</summary>
internal sealed class TransactionCommand(TableConnection connection, string table)
{
    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(
        IEnumerable<TableTransactionAction> transactionActions, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        if (actions.Count == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one action.");
        }

        TransactionRules.Check(actions);
        using var message = connection.CreateMessage(RequestMethod.Post, "$batch");
        var body = ChangesetWriter.Write(new Uri(message.Request.Uri.ToString()[..^"$batch".Length]), table, actions);
        message.Request.Headers.SetValue(HttpHeader.Names.ContentType, $"multipart/mixed; boundary={body.Boundary}");
        message.Request.Content = RequestContent.Create(body.Content);
        var response = await connection.SendAsync(message, async, cancellationToken).ConfigureAwait(false);

        var answers = ChangesetReader.Read(response.Content.ToMemory().Span);
        var failed = answers.Find(answer => answer.IsError);
        if (failed is not null)
        {
            throw new TableTransactionFailedException(new RequestFailedException(failed, innerException: null, new ErrorParser()));
        }

        return answers.Count == actions.Count
            ? Response.FromValue<IReadOnlyList<Response>>(answers, response)
            : throw new RequestFailedException(response.Status, $"The service answered {answers.Count} of {actions.Count} actions.");
    }
}
