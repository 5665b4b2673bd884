namespace Expenses.Core.Companies;

/// <summary>The status machine of a connection (codat-contract §5.4).</summary>
public enum ConnectionStatus
{
    /// <summary>Created; the customer has not authorised it yet.</summary>
    PendingAuth,

    /// <summary>Authorised; reads and pushes work.</summary>
    Linked,

    /// <summary>Ended by the API, the portal or the customer.</summary>
    Unlinked,

    /// <summary>Revoked or expired at the platform.</summary>
    Deauthorized,
}
