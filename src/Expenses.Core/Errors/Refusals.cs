using Expenses.Core.Identifiers;
using Expenses.Core.Pushing;

namespace Expenses.Core.Errors;

/// <summary>The refusals with wording fixed by the contract (codat-contract §2.10, §4.1, §4.9).</summary>
public static class Refusals
{
    /// <summary>The text of `error` when values of a request are rejected (§2.10).</summary>
    public const string NotValid = "Error processing request - not valid.";

    /// <summary>400 with the rejected values.</summary>
    /// <param name="items">The rejected values; at least one.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException Invalid(IReadOnlyList<ValidationItem> items) => new(400, NotValid, items);

    /// <summary>400 with one rejected value.</summary>
    /// <param name="itemId">Where it is (see <see cref="ValidationItem.ItemId"/>).</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="validatorName">The rule's name.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException Invalid(string itemId, string message, string validatorName) =>
        Invalid([new ValidationItem(itemId, message, validatorName)]);

    /// <summary>404 for a company that is not there, or not this client's.</summary>
    /// <param name="company">The id asked for.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException NoCompany(CompanyId company) => new(404, $"No company was found with ID {company}");

    /// <summary>404 for a connection that is not there.</summary>
    /// <param name="connection">The id asked for.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException NoConnection(ConnectionId connection) => new(404, $"Data connection {connection} not found");

    /// <summary>404 for any other thing that is not there.</summary>
    /// <param name="what">The kind of thing, as the contract calls it ("sync", "dataset").</param>
    /// <param name="id">The id asked for.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException NotFound(string what, string id) => new(404, $"No {what} was found with ID {id}");

    /// <summary>422 for a company without a linked connection of each kind (§4.9, M008).</summary>
    /// <returns>The exception to throw.</returns>
    public static ContractException NoValidConnections() => new(422, "Company needs to have two valid data connections.");

    /// <summary>400 for transactions that are on their way to the ledger (§4.1 rule 5).</summary>
    /// <param name="ids">The transactions.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException BeingProcessed(IEnumerable<TransactionId> ids) =>
        new(400, $"One or more transactions are being processed: {string.Join(", ", ids)}");

    /// <summary>Why a transaction is not sent that may be in a ledger already, as another sync or through another connection.</summary>
    /// <param name="intent">What is known of it.</param>
    /// <param name="connection">The company's accounting connection now.</param>
    /// <returns>The text.</returns>
    public static string Undecided(PushIntent intent, ConnectionId connection) => intent.Connection == connection
        ? $"What became of transaction {intent.TransactionId} in sync {intent.Sync} is not known yet; retry that sync's failed items first."
        : $"Transaction {intent.TransactionId} was sent through another accounting connection ({intent.Connection}) in sync {intent.Sync}, and what became of it is not known.";

    /// <summary>Why nothing is done with a record of a ledger that is not the company's any more.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <returns>The text.</returns>
    public static string InAnotherLedger(TransactionId transaction) =>
        $"The record of transaction {transaction} is in the ledger of another accounting connection than the company has now.";

    /// <summary>400 for a transaction that cannot have attachments (§4.7, T13).</summary>
    /// <param name="platform">The platform's name.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="what">Its kind or type.</param>
    /// <returns>The exception to throw.</returns>
    public static ContractException NoAttachments(string platform, TransactionId transaction, string what) =>
        Invalid("transactionId", $"{platform} takes no attachments for transaction {transaction}, which is of the kind {what}.", "AttachmentKind");

    /// <summary>The text for transactions that are in the ledger already (§4.1 rule 2).</summary>
    /// <param name="ids">The transactions.</param>
    /// <returns>The text, as the contract words it.</returns>
    public static string PreviouslyProcessed(IEnumerable<TransactionId> ids) =>
        $"One or more transactions have previously been processed: {string.Join(", ", ids)}";
}
