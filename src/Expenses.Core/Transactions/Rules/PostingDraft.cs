using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>A transaction while it is being decided: what is resolved so far and what is wrong with it.</summary>
internal sealed class PostingDraft(ExpenseTransaction transaction, PostingContext context)
{
    private readonly List<PostingProblem> _problems = [];

    public ExpenseTransaction Transaction { get; } = transaction;

    public PostingContext Context { get; } = context;

    public ReferenceIndex Reference => Context.Reference;

    /// <summary>Whether it is booked against a customer (codat-contract §4.6).</summary>
    public bool AgainstCustomer => Transaction.Type != ExpenseType.Payment && Context.Capabilities.RefundsAgainstCustomer;

    /// <summary>The account money comes from; null when it could not be resolved.</summary>
    public LedgerAccount? BankAccount { get; set; }

    /// <summary>The supplier or customer; null when it could not be resolved.</summary>
    public Contact? Contact { get; set; }

    public IReadOnlyList<PostingProblem> Problems => _problems;

    /// <summary>The lines with the name each has in messages.</summary>
    public IEnumerable<(ExpenseLine Line, string Name)> Lines() =>
        Transaction.Lines.Select((line, number) => (line, $"LineItems[{number}]"));

    /// <summary>The transaction is at fault.</summary>
    public void Refuse(string field, string message) => _problems.Add(new PostingProblem(field, message));

    /// <summary>The transaction is at fault, or the configuration when the value came from there.</summary>
    public void Refuse(string field, string message, bool isConfiguration) =>
        _problems.Add(new PostingProblem(field, message, isConfiguration));
}
