namespace Expenses.Storage;

/// <summary>The names of what is kept in the storage account.</summary>
/// <param name="prefix">Starts every name; empty outside of tests.</param>
internal sealed class StorageNames(string prefix)
{
    public string ApiKeys => $"{prefix}apikeys";

    public string KeyedRequests => $"{prefix}keyedrequests";

    public string RequestQuotas => $"{prefix}requestquotas";

    public string Companies => $"{prefix}companies";

    public string Datasets => $"{prefix}datasets";

    public string Syncs => $"{prefix}syncs";

    public string OutstandingSyncs => $"{prefix}outstandingsyncs";

    public string SyncDetails => $"{prefix}syncdetails";

    public string TransactionHistory => $"{prefix}transactionhistory";

    public string Runs => $"{prefix}runs";

    public string RunDetails => $"{prefix}rundetails";

    public string PushIntents => $"{prefix}pushintents";

    public string AttachmentIntents => $"{prefix}attachmentintents";

    public string PushOperations => $"{prefix}pushoperations";

    public string Records => $"{prefix}records";

    public string Reconciliations => $"{prefix}reconciliations";

    public string RemoteSyncs => $"{prefix}remotesyncs";

    public string DatasetBlobs => $"{prefix}datasets";

    public string RunBlobs => $"{prefix}runs";

    public string ReceiptBlobs => $"{prefix}receipts";

    public string WebhookConsumers => $"{prefix}webhookconsumers";

    public string WebhookMessages => $"{prefix}webhookmessages";

    public string WaitingMessages => $"{prefix}waitingmessages";

    public string WebhookBlobs => $"{prefix}webhooks";

    public string WebhookEvents => $"{prefix}webhook-events";

    /// <summary>What was committed and may not be published yet.</summary>
    public string CommittedEvents => $"{prefix}committedevents";

    public string DeletedCompanies => $"{prefix}deletedcompanies";

    public string MappedAccounts => $"{prefix}mappedaccounts";

    public string ReferenceBlobs => $"{prefix}reference";

    public string SyncRequests => $"{prefix}sync-requests";

    public IReadOnlyList<string> Tables =>
    [
        ApiKeys, KeyedRequests, RequestQuotas,
        Companies, Datasets, Syncs, OutstandingSyncs, SyncDetails, TransactionHistory, Runs, RunDetails, PushIntents, AttachmentIntents, PushOperations,
        WebhookConsumers, WebhookMessages, WaitingMessages, CommittedEvents, DeletedCompanies, MappedAccounts, Records, RemoteSyncs, Reconciliations,
    ];

    public IReadOnlyList<string> Containers => [DatasetBlobs, RunBlobs, ReceiptBlobs, WebhookBlobs, ReferenceBlobs];

    /// <summary>The queues, and those their triggers move messages to that failed too often.</summary>
    public IReadOnlyList<string> Queues => [SyncRequests, $"{SyncRequests}-poison", WebhookEvents, $"{WebhookEvents}-poison"];
}
