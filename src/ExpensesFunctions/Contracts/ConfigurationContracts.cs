namespace ExpensesFunctions.Contracts;

/// <summary>What a check of a company's configuration found.</summary>
/// <param name="Problems">How many records the ledger does not offer any more.</param>
/// <param name="HasNews">Whether one is among them that the check before did not find.</param>
public sealed record CheckedConfigurationV1(int Problems, bool HasNews);
