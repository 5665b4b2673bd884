using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Expenses.Connectors.Sandbox.Ledger.Attachments;
using Expenses.Connectors.Sandbox.Ledger.Books;
using Expenses.Connectors.Sandbox.Ledger.Operations;
using Expenses.Connectors.Sandbox.Ledger.Posting;
using Expenses.Connectors.Sandbox.Ledger.Records;
using Expenses.Connectors.Sandbox.Ledger.Reports;
using Expenses.Connectors.Sandbox.Ledger.Rows;
using Expenses.Connectors.Sandbox.Ledger.Traffic;

namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>What a ledger is made of, put together in one place.</summary>
internal sealed class LedgerParts
{
    private readonly LedgerTable _table;
    private readonly AttachmentBlobs _attachmentBlobs;
    private readonly PushOperationStore _operationStore;

    public LedgerParts(TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues, SandboxOptions options, TimeProvider clock)
    {
        _table = new LedgerTable(tables);
        _attachmentBlobs = new AttachmentBlobs(blobs);
        _operationStore = new PushOperationStore(_table, blobs, queues, clock);
        Sessions = new LedgerSessions(options);
        Gate = new LedgerGate(options, clock);
        Books = new BooksStore(_table, clock);
        Keys = new KeyIndex(_table);
        Posting = new JournalPosting(_table, Books, Keys, options);
        Attachments = new AttachmentShelf(_table, _attachmentBlobs);
        Operations = new PushOperations(_operationStore, Posting, options);
        Records = new RecordWriting(_table, clock);
        Entries = new LedgerEntries(_table, Books);
        Reports = new LedgerReports(_table, Books);
    }

    public LedgerSessions Sessions { get; }

    public LedgerGate Gate { get; }

    public BooksStore Books { get; }

    public KeyIndex Keys { get; }

    public JournalPosting Posting { get; }

    public AttachmentShelf Attachments { get; }

    public PushOperations Operations { get; }

    public RecordWriting Records { get; }

    public LedgerEntries Entries { get; }

    public LedgerReports Reports { get; }

    /// <summary>Creates table, containers and queue where they are missing.</summary>
    public Task CreateStorageAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _table.CreateAsync(cancellationToken),
        _attachmentBlobs.CreateAsync(cancellationToken),
        _operationStore.CreateAsync(cancellationToken));
}
