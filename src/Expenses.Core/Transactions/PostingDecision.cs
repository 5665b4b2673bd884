using Expenses.Core.Connectors;

namespace Expenses.Core.Transactions;

/// <summary>Whether a transaction can go to the accounting software: as this item, or not at all because of these problems.</summary>
/// <param name="Item">The transaction with every default filled in; null when there is a problem.</param>
/// <param name="Problems">Everything that is wrong with it; empty when nothing is.</param>
public sealed record PostingDecision(PushItem? Item, IReadOnlyList<PostingProblem> Problems)
{
    /// <summary>
    /// Whether the company's configuration is at fault: a default is missing on both levels, or names what is gone or
    /// archived. The sync then ends 4000 and not 5120 (codat-contract §4.9).
    /// </summary>
    public bool IsConfigurationProblem => Problems.Any(problem => problem.IsConfiguration);

    /// <summary>All problems as the text of the transaction's metadata (codat-contract §4.10).</summary>
    /// <returns>The texts; empty when there is no problem.</returns>
    public string Message() => string.Join(" ", Problems.Select(problem => problem.Message));
}

/// <summary>One thing that is wrong with a transaction.</summary>
/// <param name="Field">The field, lines counted from 0: `LineItems[0].TaxAmount`.</param>
/// <param name="Message">What is wrong, a sentence that goes to the caller.</param>
/// <param name="Source">What the rule that was broken reads.</param>
public sealed record PostingProblem(string Field, string Message, ProblemSource Source = ProblemSource.Ledger)
{
    /// <summary>Whether the company's configuration is at fault and not the transaction.</summary>
    public bool IsConfiguration => Source == ProblemSource.Configuration;
}

/// <summary>What a rule reads that a transaction breaks.</summary>
public enum ProblemSource
{
    /// <summary>The transaction itself and what the ledger holds.</summary>
    Ledger,

    /// <summary>The company's configuration.</summary>
    Configuration,

    /// <summary>What the platform takes: known without asking the ledger for anything.</summary>
    Platform,
}
