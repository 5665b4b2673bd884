namespace Expenses.Core.Identifiers;

/// <summary>
/// Names a company the only way anything may look one up: by its client and its id together. Another client's
/// company id is therefore the same as one that does not exist (design section 6).
/// </summary>
/// <param name="Client">The owner of the API key that asks.</param>
/// <param name="Company">The company's id.</param>
public readonly record struct CompanyKey(ClientId Client, CompanyId Company)
{
    /// <inheritdoc />
    public override string ToString() => $"{Client}/{Company}";
}
