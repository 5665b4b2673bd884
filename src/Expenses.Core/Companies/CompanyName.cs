using System.Buffers;

namespace Expenses.Core.Companies;

/// <summary>Cleans company names as the contract does (codat-contract M002, B011).</summary>
public static class CompanyName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -'&@.,?!");

    /// <summary>Removes the characters the contract does not allow; they are stripped, not refused.</summary>
    /// <param name="name">The name as given.</param>
    /// <returns>The cleaned name; empty when nothing allowed is left.</returns>
    public static string Clean(string name) =>
        string.Concat(name.Where(c => Allowed.Contains(c))).Trim();
}
