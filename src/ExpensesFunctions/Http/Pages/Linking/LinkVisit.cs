using Expenses.Core.Companies;
using Expenses.Core.Connectors;

namespace ExpensesFunctions.Http.Pages.Linking;

/// <summary>Somebody with a good link password.</summary>
/// <param name="Company">Whose connection it is for.</param>
/// <param name="Connection">The connection as stored.</param>
/// <param name="Platform">What it links to.</param>
/// <param name="Password">The password, not redeemed yet.</param>
public sealed record LinkVisit(Company Company, Connection Connection, AccountingPlatform Platform, string Password);

/// <summary>What became of a visit.</summary>
public enum LinkOutcome
{
    /// <summary>The connection is linked now.</summary>
    Linked,

    /// <summary>It was linked before; the password is as good as it was.</summary>
    NothingToDo,

    /// <summary>The customer did not want it.</summary>
    Cancelled,

    /// <summary>The platform could not be reached or refused; the password is as good as it was.</summary>
    Failed,

    /// <summary>Somebody used the password at the same time.</summary>
    Used,
}
