using Expenses.Core.Companies;

namespace Expenses.Connectors.Sandbox.Ledger;

/// <summary>One ledger: that of one connection of one company of one client (design section 5: client and company first).</summary>
internal readonly record struct LedgerName
{
    private LedgerName(string partition, string folder)
    {
        Partition = partition;
        Folder = folder;
    }

    /// <summary>The partition of its rows.</summary>
    public string Partition { get; }

    /// <summary>The folder of its blobs, without a slash at the end.</summary>
    public string Folder { get; }

    public static LedgerName Of(Connection connection)
    {
        string[] parts = [Encode(connection.Company.Client.Value), Encode(connection.Company.Company.Value), Encode(connection.Id.Value)];
        return new LedgerName(string.Join(':', parts), string.Join('/', parts));
    }

    /// <summary>Text from outside as part of a table key or blob name: no slash, no control character, nothing to decode twice.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text).Replace('%', '=');
}
