using Expenses.Core.Identifiers;

namespace Expenses.Core.Companies.Checking;

/// <summary>A company's configuration against what its ledger held at a time (codat-contract §8 row 13).</summary>
/// <param name="Company">Whose.</param>
/// <param name="Id">The check's id, a GUID.</param>
/// <param name="Configuration">What was checked; it says nothing of a configuration that was set later.</param>
/// <param name="Checked">When the ledger was read, UTC.</param>
/// <param name="Problems">What the ledger does not offer any more; empty when nothing is wrong.</param>
/// <param name="HasNews">Whether a problem is among them that the check before did not find.</param>
public sealed record ConfigurationCheck(
    CompanyKey Company,
    string Id,
    CompanyConfiguration Configuration,
    DateTimeOffset Checked,
    IReadOnlyList<ConfigurationProblem> Problems,
    bool HasNews)
{
    /// <summary>How many problems a check names at most.</summary>
    public const int ListedProblems = 200;
}

/// <summary>Something that the ledger does not offer any more.</summary>
/// <param name="Use">What it is used as.</param>
/// <param name="RecordId">The ledger's id of it.</param>
/// <param name="Reason">What became of it.</param>
public sealed record ConfigurationProblem(ConfigurationUse Use, string RecordId, ConfigurationLoss Reason);

/// <summary>What a record of the ledger is used as.</summary>
public enum ConfigurationUse
{
    /// <summary>The configuration's bank or card account.</summary>
    BankAccount,

    /// <summary>The configuration's supplier.</summary>
    Supplier,

    /// <summary>The configuration's customer.</summary>
    Customer,

    /// <summary>An account that recent transactions were booked to.</summary>
    Account,

    /// <summary>A tax rate of recent transactions.</summary>
    TaxRate,
}

/// <summary>What became of a record.</summary>
public enum ConfigurationLoss
{
    /// <summary>The ledger does not have it.</summary>
    Deleted,

    /// <summary>It is there and cannot be used.</summary>
    Archived,

    /// <summary>The bank account is no bank or card account any more.</summary>
    NotABankAccount,
}
