namespace Expenses.Connectors.Sandbox.Ledger.Reports;

/// <summary>The sums of all journals by account, in base currency.</summary>
/// <param name="BaseCurrency">The ledger's currency.</param>
/// <param name="Accounts">The accounts that were booked to, by id.</param>
/// <param name="Balanced">Whether all debits equal all credits; anything but true is a defect of the ledger.</param>
public sealed record SandboxTrialBalance(string BaseCurrency, IReadOnlyList<SandboxAccountBalance> Accounts, bool Balanced);

/// <summary>One account's sums.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Debit">All debits.</param>
/// <param name="Credit">All credits.</param>
public sealed record SandboxAccountBalance(string AccountId, decimal Debit, decimal Credit);

/// <summary>Some journals of a ledger.</summary>
/// <param name="Journals">Oldest first.</param>
/// <param name="Total">How many the ledger has.</param>
public sealed record SandboxJournalPage(IReadOnlyList<SandboxJournal> Journals, int Total);

/// <summary>An attachment opened for reading.</summary>
/// <param name="Attachment">What it is.</param>
/// <param name="Content">Its bytes, read once; disposed by the reader.</param>
public sealed record SandboxAttachmentContent(SandboxAttachment Attachment, Stream Content);
