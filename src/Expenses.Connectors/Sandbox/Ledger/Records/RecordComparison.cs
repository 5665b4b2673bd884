using Expenses.Core.Connectors;

namespace Expenses.Connectors.Sandbox.Ledger.Records;

/// <summary>Whether a contact is already what a write would make it.</summary>
internal static class RecordComparison
{
    public static bool IsSame(Contact wanted, Contact known)
    {
        var (one, other) = (wanted.Details ?? new ContactDetails(), known.Details ?? new ContactDetails());
        return wanted with { Details = null } == known with { Details = null, Modified = wanted.Modified }
            && one.Addresses.SequenceEqual(other.Addresses)
            && one with { Addresses = [] } is var bare
            && bare with { Addresses = other.Addresses } == other;
    }
}
