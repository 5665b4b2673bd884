using Expenses.Connectors.Codat;
using Expenses.Core.Errors;
using Expenses.Core.Identifiers;
using Expenses.Core.Syncs;
using ExpensesFunctions.Access;
using ExpensesFunctions.Contracts;
using ExpensesFunctions.Orchestrators;
using ExpensesFunctions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Http.Callbacks;

/// <summary>Takes the events of the remote account that expense runs go to: the end of a sync wakes the run that waits for it.</summary>
public sealed class CodatCallback(RunEngine engine, IOptions<CodatOptions> options, IRemoteSyncStore syncs, TimeProvider time)
{
    /// <summary>
    /// Takes one event. Any that is signed is taken: one about a sync of somebody else in the account, too, since a refusal
    /// would have the account send it for days and then switch the address off. Taking it twice is harmless.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">The invocation ends.</param>
    /// <returns>204.</returns>
    /// <exception cref="ContractException">404: runs are not remote, or no secret is set; 401: not signed; 413.</exception>
    [WithoutApiKey("Only what the account signed gets any further than the signature.")]
    [Function(nameof(PostCodatCallback))]
    public async Task<IResult> PostCodatCallback(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "callbacks/codat")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var secrets = engine.IsRemote ? options.Value.WebhookSecrets() : [];
        if (secrets.Count == 0)
        {
            throw new ContractException(StatusCodes.Status404NotFound, "Not found");
        }

        var body = await CallbackBody.ReadAsync(request, cancellationToken);
        if (SignedMessage.IdOf(request.Headers, body.Span, secrets, time.GetUtcNow()) is not { } message)
        {
            throw new ContractException(StatusCodes.Status401Unauthorized, "Unauthorized");
        }

        if (SyncEvent.Of(body) is { } ended)
        {
            await TellAsync(client, ended, message, cancellationToken);
        }

        return Results.NoContent();
    }

    // Remembered only when the run was told: a crash between has the account send it again.
    private async Task TellAsync(DurableTaskClient client, SyncEvent ended, string message, CancellationToken cancellationToken)
    {
        var sync = new SyncId(ended.SyncId);
        if (await syncs.FindAsync(sync, cancellationToken) is not { } remote
            || await syncs.IsRememberedAsync(sync, message, cancellationToken))
        {
            return;
        }

        var run = remote.Run.Value;
        if (await client.GetInstanceAsync(run, cancellationToken) is { IsCompleted: false })
        {
            var code = ended.IsSuccess ? SyncStatusCode.Complete : SyncStatusCode.PushError;
            await client.RaiseEventAsync(
                run, ExpenseRunOrchestrator.SyncCompletedEvent, new SyncCompletedV1(sync.Value, (int)code), cancellationToken);
        }

        await syncs.RememberEventAsync(sync, message, cancellationToken);
    }
}
