namespace Expenses.Core.Transactions;

/// <summary>A tag on a line (codat-contract B066).</summary>
/// <param name="Id">The platform's id of the category or customer.</param>
/// <param name="DataType">What the id names.</param>
public sealed record TrackingReference(string Id, TrackingDataType DataType = TrackingDataType.TrackingCategories);

/// <summary>What a tracking reference names (codat-contract §2.5).</summary>
public enum TrackingDataType
{
    /// <summary>A tracking category; the contract's default.</summary>
    TrackingCategories,

    /// <summary>A customer.</summary>
    Customers,

    /// <summary>A supplier; on lines of adjustments only (codat-contract §2.6).</summary>
    Suppliers,
}
