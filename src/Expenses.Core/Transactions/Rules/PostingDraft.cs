using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions.Rules;

/// <summary>A transaction of any kind while it is being decided: what is wrong with it so far.</summary>
internal class Draft(PostingContext context)
{
    private readonly List<PostingProblem> _problems = [];

    public PostingContext Context { get; } = context;

    public ReferenceIndex Reference => Context.Reference;

    public IReadOnlyList<PostingProblem> Problems => _problems;

    /// <summary>The transaction is at fault.</summary>
    public void Refuse(string field, string message) => _problems.Add(new PostingProblem(field, message));

    /// <summary>The transaction is at fault, or the configuration when the value came from there.</summary>
    public void Refuse(string field, string message, bool isConfiguration) =>
        _problems.Add(new PostingProblem(field, message, isConfiguration ? ProblemSource.Configuration : ProblemSource.Ledger));

    /// <summary>The platform does not take it, whatever the ledger holds.</summary>
    public void RefuseUnsupported(string field, string message) => _problems.Add(new PostingProblem(field, message, ProblemSource.Platform));

    /// <summary>The decision: the item, unless there is a problem.</summary>
    public PostingDecision Decide(Func<PushItem> item) =>
        _problems.Count == 0 ? new PostingDecision(item(), []) : new PostingDecision(null, _problems);
}

/// <summary>An expense while it is being decided, with what is resolved of it so far.</summary>
internal sealed class PostingDraft(ExpenseTransaction transaction, PostingContext context) : Draft(context)
{
    public ExpenseTransaction Transaction { get; } = transaction;

    /// <summary>Whether it is booked against a customer (codat-contract §4.6).</summary>
    public bool AgainstCustomer => Transaction.Type != ExpenseType.Payment && Context.Capabilities.RefundsAgainstCustomer;

    /// <summary>Whether it stands for a bill, whose supplier is the employee and none of the company's defaults.</summary>
    public bool IsBill { get; init; }

    /// <summary>The account money comes from; null when it could not be resolved.</summary>
    public LedgerAccount? BankAccount { get; set; }

    /// <summary>The supplier or customer; null when it could not be resolved.</summary>
    public Contact? Contact { get; set; }

    /// <summary>The lines with the name each has in messages.</summary>
    public IEnumerable<(ExpenseLine Line, string Name)> Lines() =>
        Transaction.Lines.Select((line, number) => (line, LineName(number)));

    /// <summary>The name of a line in messages.</summary>
    public static string LineName(int number) => $"LineItems[{number}]";
}
