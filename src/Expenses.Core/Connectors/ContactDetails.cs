namespace Expenses.Core.Connectors;

/// <summary>What a ledger knows of a supplier or customer beside what posting needs (codat-contract §2.17).</summary>
public sealed record ContactDetails
{
    /// <summary>The person to talk to.</summary>
    public string? ContactName { get; init; }

    /// <summary>An e-mail address.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>A telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>The number in the register of companies.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>The tax number.</summary>
    public string? TaxNumber { get; init; }

    /// <summary>Addresses.</summary>
    public IReadOnlyList<PostalAddress> Addresses { get; init; } = [];
}

/// <summary>An address.</summary>
/// <param name="Type">What it is for.</param>
/// <param name="Line1">Its first line.</param>
/// <param name="Line2">Its second line.</param>
/// <param name="City">The city.</param>
/// <param name="Region">The region.</param>
/// <param name="Country">The country.</param>
/// <param name="PostalCode">The postal code.</param>
public sealed record PostalAddress(
    AddressType Type,
    string? Line1 = null,
    string? Line2 = null,
    string? City = null,
    string? Region = null,
    string? Country = null,
    string? PostalCode = null);

/// <summary>What an address is for (codat-contract §2.17).</summary>
public enum AddressType
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Invoices go there.</summary>
    Billing,

    /// <summary>Goods go there.</summary>
    Delivery,
}
